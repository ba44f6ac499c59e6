namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>Finds the least that still fails: takes whatever is smaller and fails too, until nothing smaller does.</summary>
internal static class Shrinker
{
    private const int MostTries = 2_000;

    public static async Task<T> LeastAsync<T>(T failing, Func<T, IEnumerable<T>> smaller, Func<T, Task<bool>> fails)
    {
        for (var tries = 0; tries < MostTries;)
        {
            var (before, found) = (failing, false);
            foreach (var less in smaller(before))
            {
                if (++tries > MostTries) break;
                if (!await fails(less)) continue;
                (failing, found) = (less, true);
                break;
            }

            if (!found) break;
        }

        return failing;
    }
}

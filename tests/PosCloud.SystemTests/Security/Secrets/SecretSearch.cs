using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace PosCloud.SystemTests.Security.Secrets;

/// <summary>Finds secrets in text, also as they come out of what writes addresses, pages, JSON and bytes.</summary>
internal sealed class SecretSearch
{
    private const int ShortestForm = 6;
    private readonly List<(string Name, string Form, StringComparison How)> _forms = [];

    public int Count { get; private set; }

    public void Add(string name, string secret)
    {
        Assert.True(secret.Length >= ShortestForm, $"{name} is too short to be looked for: chance would find it.");
        Count++;
        var bytes = Encoding.UTF8.GetBytes(secret);
        foreach (var form in Forms(secret, bytes).Where(form => form.Length >= ShortestForm).Distinct(StringComparer.Ordinal)) _forms.Add((name, form, StringComparison.Ordinal));
        _forms.Add((name, Convert.ToHexString(bytes), StringComparison.OrdinalIgnoreCase));
        _forms.Add((name, BitConverter.ToString(bytes), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Names of the secrets that stand in the text.</summary>
    public IEnumerable<string> In(string text) => _forms.Where(form => text.Contains(form.Form, form.How)).Select(form => form.Name).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Forms(string secret, byte[] bytes)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return WebUtility.UrlEncode(secret);
        yield return WebUtility.HtmlEncode(secret);
        yield return HtmlEncoder.Default.Encode(secret);
        yield return JavaScriptEncoder.Default.Encode(secret);
        for (var shift = 0; shift < 3; shift++)
        {
            // In the middle of other bytes the same ones look different, by where in a group of three they begin.
            var inside = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            var (from, until) = (((shift * 8) + 5) / 6, (shift + bytes.Length) * 8 / 6);
            var part = inside[from..until];
            yield return part;
            yield return part.Replace('+', '-').Replace('/', '_');
        }
    }
}

using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Shifts;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Sale;

/// <summary>Why something wasn't done, and what to do instead, in one sentence.</summary>
public static class RefusalWords
{
    public static string Of(CartRefusal reason) => Words.Of($"Refusal_{reason}");

    public static string Of(ShiftRefusal reason) => Words.Of($"ShiftRefusal_{reason}");
}

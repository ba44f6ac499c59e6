using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;

namespace PosCloud.SystemTests.Security.Secrets;

/// <summary>The searcher sees what it is there to see.</summary>
public sealed class SecretSearchTests
{
    private const string Secret = "correct horse/battery+ä";

    public static TheoryData<string, string> Planted => new()
    {
        { "as it is", $"Signed in with {Secret}." },
        { "in an address", $"GET /sign-in?password={Uri.EscapeDataString(Secret)} HTTP/1.1" },
        { "in a form", $"password={WebUtility.UrlEncode(Secret)}&x=1" },
        { "on a page", $"<input value=\"{WebUtility.HtmlEncode(Secret)}\">" },
        { "in JSON", JsonSerializer.Serialize(new { password = Secret }) },
        { "in base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)) },
        { "in base64 behind one byte", Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + Secret + ":x")) },
        { "in base64 behind two bytes", Convert.ToBase64String(Encoding.UTF8.GetBytes("a:" + Secret + ":xy")) },
        { "in base64 for addresses", "Bearer " + Base64Url.EncodeToString(Encoding.UTF8.GetBytes("user:" + Secret)) },
        { "in hex", Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)) },
        { "in small hex", "0x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)) },
        { "in hex with hyphens", BitConverter.ToString(Encoding.UTF8.GetBytes(Secret)) },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_secret_is_found(string how, string line)
    {
        var search = new SecretSearch();
        search.Add("password", Secret);

        Assert.True(search.In(line).SequenceEqual(["password"]), $"A secret {how} isn't found: {line}");
    }

    [Fact]
    public void What_is_no_secret_is_not_found()
    {
        var search = new SecretSearch();
        search.Add("password", Secret);

        Assert.Empty(search.In("Request starting HTTP/1.1 POST http://127.0.0.1/sign-in - application/x-www-form-urlencoded 134"));
    }
}

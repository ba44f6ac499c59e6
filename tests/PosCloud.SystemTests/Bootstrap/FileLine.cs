using System.Net;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Bootstrap;

/// <summary>What happens to a ready-made replica on its way; everything else on the line is left alone.</summary>
internal static class FileLine
{
    /// <summary>Counts the bytes of files that came over the line.</summary>
    public static FileTraffic Watch(this HubLine line, Func<int, Stream, Stream>? spoil = null, Action<int>? before = null)
    {
        var traffic = new FileTraffic();
        line.Rule = async (request, send, _) =>
        {
            if (!request.RequestUri!.AbsolutePath.StartsWith(Routes.Bootstrap, StringComparison.Ordinal)) return await send();
            var number = ++traffic.Requests;
            before?.Invoke(number);
            var response = await send();
            if (!response.IsSuccessStatusCode) return response;
            traffic.Partial += response.StatusCode == HttpStatusCode.PartialContent ? 1 : 0;
            var body = await response.Content.ReadAsStreamAsync(CancellationToken.None);
            var content = new StreamContent(new CountedStream(spoil?.Invoke(number, body) ?? body, traffic));
            foreach (var header in response.Content.Headers) content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            response.Content = content;
            return response;
        };
        return traffic;
    }
}

/// <summary>What of files came over the line.</summary>
internal sealed class FileTraffic
{
    public int Requests { get; set; }

    /// <summary>Answers that began in the middle.</summary>
    public int Partial { get; set; }

    public long Bytes { get; set; }
}

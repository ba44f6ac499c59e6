using System.Globalization;
using System.Text;
using QRCoder;

namespace PosCloud.Dashboard.Enrolment;

/// <summary>A QR code as one SVG path of its dark squares.</summary>
public static class QrSvg
{
    // The generator adds the quiet zone that scanners need; the white card around the drawing has one already.
    private const int QuietZone = 4;

    /// <returns>Squares per edge and the path.</returns>
    public static (int Size, string Path) Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var size = code.ModuleMatrix.Count - (2 * QuietZone);
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var from = x;
                while (x < size && code.ModuleMatrix[y + QuietZone][x + QuietZone])
                {
                    x++;
                }

                if (x > from)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{from},{y}h{x - from}v1h-{x - from}z");
                }
            }
        }

        return (size, path.ToString());
    }
}

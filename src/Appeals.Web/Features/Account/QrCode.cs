using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace Appeals.Web.Features.Account;

/// <summary>A QR code as a drawing inside the page, which needs no style and no address of its own.</summary>
public static class QrCode
{
    /// <param name="label">What screen readers say in its place.</param>
    public static IHtmlContent Svg(string text, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var dark = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
            for (var x = 0; x < code.ModuleMatrix[y].Count; x++)
                if (code.ModuleMatrix[y][x]) dark.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        var size = code.ModuleMatrix.Count;
        return new HtmlContentBuilder().AppendFormat(CultureInfo.InvariantCulture,
            """<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges"><path d="{2}"/></svg>""", size, label, dark.ToString());
    }
}

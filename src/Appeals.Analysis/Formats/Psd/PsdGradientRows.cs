using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>A gradient over an area. A line in its direction through the middle reaches from edge to edge of the whole at scale 1.</summary>
internal sealed class PsdGradientRows(PsdGradient gradient, PixelArea whole, PixelArea area) : RowReader
{
    private readonly double _sin = Math.Sin(gradient.Angle * Math.PI / 180), _cos = Math.Cos(gradient.Angle * Math.PI / 180);
    private readonly double _middleX = Middle(gradient, whole.Left + whole.Width * (0.5 + gradient.Offset.X)), _middleY = Middle(gradient, whole.Top + whole.Height * (0.5 + gradient.Offset.Y));
    private int _y = area.Top;

    /// <summary>Half of the way from start to end, in pixels.</summary>
    private double Reach => Math.Max(0.5, gradient.Shape == PsdGradientShape.Radial ? Math.Floor(Half) : Half);

    private static double Middle(PsdGradient gradient, double place) => gradient.Shape == PsdGradientShape.Radial ? Math.Floor(place) + 0.5 : place;

    private double Half => (gradient.Scale / 2 * Math.Min(whole.Width / Math.Max(Math.Abs(_cos), 1e-9), whole.Height / Math.Max(Math.Abs(_sin), 1e-9)));

    public override void Read(Span<byte> rows)
    {
        var reach = Reach;
        var table = gradient.Table;
        for (var at = 0; at < rows.Length; at += area.Width * 4, _y++)
        {
            var dy = _y + 0.5 - _middleY;
            for (var x = 0; x < area.Width; x++)
            {
                var place = Place((area.Left + x + 0.5 - _middleX) / reach, dy / reach);
                table.Slice((int)(Math.Clamp(place, 0, 1) * PsdGradient.Steps + 0.5) * 4, 4).CopyTo(rows[(at + x * 4)..]);
            }
        }
    }

    /// <param name="x">To the right.</param>
    /// <param name="y">Downwards.</param>
    private double Place(double x, double y)
    {
        double along = x * _cos - y * _sin, across = x * _sin + y * _cos;
        return gradient.Shape switch
        {
            PsdGradientShape.Radial => Math.Sqrt(x * x + y * y),
            PsdGradientShape.Angle => Turn(Math.Atan2(-across, along) / (2 * Math.PI)),
            PsdGradientShape.Reflected => Math.Abs(along),
            PsdGradientShape.Diamond => Math.Abs(along) + Math.Abs(across),
            _ => 0.5 + along / 2,
        };
    }

    private static double Turn(double share) => share - Math.Floor(share);
}

using System.Runtime.InteropServices;

namespace Appeals.Analysis.Pixels;

/// <summary>How a part of a shape meets the parts before it.</summary>
internal enum PathOperation { Exclude = 0, Combine = 1, Subtract = 2, Intersect = 3 }

/// <summary>A piece of an outline, from its upper to its lower end. Canvas pixels.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PathEdge(float Top, float Bottom, float X, float Slope);

/// <summary>Outlines that are filled together, even-odd.</summary>
internal sealed class PathPart(PathOperation operation)
{
    private const int MostSteps = 64;
    private readonly List<PathEdge> _edges = [];

    public PathOperation Operation => operation;
    public IReadOnlyList<PathEdge> Edges => _edges;

    /// <summary>A cubic Bézier curve, as straight pieces that are no further from it than one sees.</summary>
    public void AddCurve((double X, double Y) from, (double X, double Y) control1, (double X, double Y) control2, (double X, double Y) to)
    {
        var bend = Distance(from, control1) + Distance(control1, control2) + Distance(control2, to) - Distance(from, to);
        var steps = bend < 0.01 ? 1 : (int)Math.Clamp(6 + 4 * Math.Sqrt(bend), 6, MostSteps);
        var last = from;
        for (var i = 1; i <= steps; i++)
        {
            double t = (double)i / steps, s = 1 - t;
            var next = i == steps ? to : (
                s * s * s * from.X + 3 * s * s * t * control1.X + 3 * s * t * t * control2.X + t * t * t * to.X,
                s * s * s * from.Y + 3 * s * s * t * control1.Y + 3 * s * t * t * control2.Y + t * t * t * to.Y);
            AddLine(last, next);
            last = next;
        }
    }

    private void AddLine((double X, double Y) from, (double X, double Y) to)
    {
        if (from.Y > to.Y) (from, to) = (to, from);
        if (to.Y - from.Y < 1e-9) return;
        _edges.Add(new((float)from.Y, (float)to.Y, (float)from.X, (float)((to.X - from.X) / (to.Y - from.Y))));
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));
}

/// <summary>A shape of several parts.</summary>
/// <param name="Inverted">What lies outside is what counts.</param>
/// <param name="IsFull">Without any part, all of the canvas counts.</param>
internal sealed record PathShape(IReadOnlyList<PathPart> Parts, bool Inverted, bool IsFull)
{
    /// <summary>The smallest area outside which nothing counts, within the canvas.</summary>
    public PixelArea Bounds(PixelArea canvas)
    {
        if (Inverted || (Parts.Count == 0 && IsFull) || (Parts.Count > 0 && Parts[0].Operation is PathOperation.Subtract or PathOperation.Intersect)) return canvas;
        float left = float.MaxValue, right = float.MinValue, top = float.MaxValue, bottom = float.MinValue;
        foreach (var edge in Parts.SelectMany(part => part.Edges))
        {
            var end = edge.X + edge.Slope * (edge.Bottom - edge.Top);
            (left, right) = (Math.Min(left, Math.Min(edge.X, end)), Math.Max(right, Math.Max(edge.X, end)));
            (top, bottom) = (Math.Min(top, edge.Top), Math.Max(bottom, edge.Bottom));
        }
        if (left > right) return default;
        int x = (int)Math.Clamp(MathF.Floor(left), canvas.Left, canvas.Right), y = (int)Math.Clamp(MathF.Floor(top), canvas.Top, canvas.Bottom);
        return new PixelArea(x, y, (int)Math.Clamp(MathF.Ceiling(right) - x, 0, canvas.Width), (int)Math.Clamp(MathF.Ceiling(bottom) - y, 0, canvas.Height)).Intersect(canvas);
    }

    /// <summary>How many crossings of outlines with lines have to be found for so many rows.</summary>
    public long Work(PixelArea canvas)
    {
        double rows = 0;
        foreach (var edge in Parts.SelectMany(part => part.Edges))
            rows += 1 + Math.Max(0, Math.Min(edge.Bottom, canvas.Bottom) - Math.Max(edge.Top, canvas.Top));
        return (long)(rows * PathRows.Lines);
    }
}

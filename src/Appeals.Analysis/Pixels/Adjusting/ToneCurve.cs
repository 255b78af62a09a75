namespace Appeals.Analysis.Pixels.Adjusting;

/// <summary>A smooth curve through points: the natural cubic spline, level beyond the outermost ones.</summary>
internal sealed class ToneCurve
{
    private readonly double[] _x, _y, _bend;

    /// <param name="points">At least one, in [0, 1]; of those with the same x the first counts.</param>
    public ToneCurve(IEnumerable<(double X, double Y)> points)
    {
        var sorted = points.OrderBy(point => point.X).DistinctBy(point => point.X).ToList();
        (_x, _y) = ([.. sorted.Select(point => point.X)], [.. sorted.Select(point => point.Y)]);
        _bend = Bends();
    }

    public double At(double x)
    {
        var next = Array.FindIndex(_x, place => place >= x);
        if (next == -1) return _y[^1];
        if (next == 0) return _y[0];
        double width = _x[next] - _x[next - 1], a = (_x[next] - x) / width, b = 1 - a;
        return a * _y[next - 1] + b * _y[next] + ((a * a * a - a) * _bend[next - 1] + (b * b * b - b) * _bend[next]) * width * width / 6;
    }

    /// <summary>Second derivatives at the points, from the tridiagonal system.</summary>
    private double[] Bends()
    {
        var count = _x.Length;
        double[] bend = new double[count], rest = new double[count];
        for (var i = 1; i < count - 1; i++)
        {
            var share = (_x[i] - _x[i - 1]) / (_x[i + 1] - _x[i - 1]);
            var pivot = share * bend[i - 1] + 2;
            bend[i] = (share - 1) / pivot;
            var slopes = (_y[i + 1] - _y[i]) / (_x[i + 1] - _x[i]) - (_y[i] - _y[i - 1]) / (_x[i] - _x[i - 1]);
            rest[i] = (6 * slopes / (_x[i + 1] - _x[i - 1]) - share * rest[i - 1]) / pivot;
        }
        for (var i = count - 2; i > 0; i--) bend[i] = bend[i] * bend[i + 1] + rest[i];
        if (count > 0) bend[0] = 0;
        return bend;
    }
}

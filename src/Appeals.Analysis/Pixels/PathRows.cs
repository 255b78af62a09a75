using Appeals.Analysis.Formats;

namespace Appeals.Analysis.Pixels;

/// <summary>How far each pixel lies inside a shape, row by row: lines through each row, along which coverage is exact.</summary>
internal sealed class PathRows : RowReader
{
    public const int Lines = 16;

    private readonly PathShape _shape;
    private readonly PixelArea _area;
    private readonly byte[] _shades;
    private readonly Part[] _parts;
    private readonly float[] _whole;
    private int _y;

    /// <param name="density">How strongly what lies outside is hidden, in [0, 1].</param>
    public PathRows(PathShape shape, PixelArea area, double density)
    {
        (_shape, _area, _y) = (shape, area, area.Top);
        _shades = new byte[256];
        for (var i = 0; i < 256; i++) _shades[i] = (byte)Math.Round(255 - (255 - (shape.Inverted ? 255 - i : i)) * density);
        _parts = [.. shape.Parts.Select(part => new Part(part, area))];
        _whole = new float[area.Width];
    }

    public override void Read(Span<byte> rows)
    {
        for (var at = 0; at < rows.Length; at += _area.Width, _y++) ReadRow(rows.Slice(at, _area.Width));
    }

    private void ReadRow(Span<byte> row)
    {
        var startsFull = _parts.Length == 0 ? _shape.IsFull : _parts[0].Operation is PathOperation.Subtract or PathOperation.Intersect;
        _whole.AsSpan().Fill(startsFull ? 1 : 0);
        foreach (var part in _parts)
        {
            part.Cover(_y);
            Combine(part.Operation, part.Coverage);
        }
        for (var x = 0; x < row.Length; x++) row[x] = _shades[(int)(Math.Clamp(_whole[x], 0, 1) * 255 + 0.5f)];
    }

    private void Combine(PathOperation operation, ReadOnlySpan<float> part)
    {
        for (var x = 0; x < _whole.Length; x++)
        {
            float a = _whole[x], b = part[x];
            _whole[x] = operation switch
            {
                PathOperation.Exclude => a + b - 2 * a * b,
                PathOperation.Subtract => Math.Max(0, a - b),
                PathOperation.Intersect => a * b,
                _ => a + b - a * b,
            };
        }
    }

    /// <summary>The edges of one part, those that a row meets, and what they cover of it.</summary>
    private sealed class Part(PathPart part, PixelArea area)
    {
        private readonly PathEdge[] _edges = [.. part.Edges.Where(edge => edge.Bottom > area.Top && edge.Top < area.Bottom).OrderBy(edge => edge.Top)];
        private readonly List<PathEdge> _active = [];
        private readonly List<float> _crossings = [];
        private readonly float[] _steps = new float[area.Width + 2];
        private int _next;

        public PathOperation Operation => part.Operation;
        public float[] Coverage { get; } = new float[area.Width + 1];

        public void Cover(int y)
        {
            _active.RemoveAll(edge => edge.Bottom <= y);
            while (_next < _edges.Length && _edges[_next].Top < y + 1) _active.Add(_edges[_next++]);
            Array.Clear(Coverage);
            if (_active.Count == 0) return;
            Array.Clear(_steps);
            for (var i = 0; i < Lines; i++) CoverLine(y + (i + 0.5f) / Lines);
            var full = 0f;
            for (var x = 0; x < area.Width; x++)
            {
                full += _steps[x];
                Coverage[x] = (Coverage[x] + full) / Lines;
            }
        }

        private void CoverLine(float y)
        {
            _crossings.Clear();
            foreach (var edge in _active)
                if (edge.Top <= y && y < edge.Bottom) _crossings.Add(Math.Clamp(edge.X + edge.Slope * (y - edge.Top) - area.Left, 0, area.Width));
            _crossings.Sort();
            for (var i = 0; i + 1 < _crossings.Count; i += 2) CoverSpan(_crossings[i], _crossings[i + 1]);
        }

        /// <summary>Shares of the first and last pixel, and a step up and down for those between.</summary>
        private void CoverSpan(float from, float to)
        {
            int first = (int)from, last = (int)to;
            if (first == last)
            {
                Coverage[first] += to - from;
                return;
            }
            Coverage[first] += first + 1 - from;
            Coverage[last] += to - last;
            _steps[first + 1]++;
            _steps[last]--;
        }
    }
}

/// <summary>Two coverages at once.</summary>
internal sealed class ProductRows(RowReader first, RowReader second) : RowReader
{
    private byte[] _rows = [];

    public override void Read(Span<byte> rows)
    {
        if (_rows.Length < rows.Length) _rows = new byte[rows.Length];
        first.Read(rows);
        second.Read(_rows.AsSpan(0, rows.Length));
        for (var i = 0; i < rows.Length; i++) rows[i] = BlendRows.Times(rows[i], _rows[i]);
    }

    public override void Dispose()
    {
        base.Dispose();
        first.Dispose();
        second.Dispose();
    }
}

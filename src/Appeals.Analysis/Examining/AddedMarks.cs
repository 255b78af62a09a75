using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining;

/// <summary>
/// Small places where two pictures differ while they agree all around: a label or watermark that was stamped on, a signature, a late correction.
/// </summary>
/// <param name="Places">In the pixels of the map, the largest first.</param>
internal sealed record AddedMarks(IReadOnlyList<PixelArea> Places, int Width, int Height)
{
    /// <summary>Pixels a side of the squares in which places are judged.</summary>
    private const int Block = 8;
    /// <summary>A square that is less alike has something else on it.</summary>
    private const double Different = 0.6;
    /// <summary>Elsewhere the pictures must agree, else nothing is a mark.</summary>
    private const double Agreeing = 0.8;
    private const double LargestShare = 0.08;
    private const double AllShare = 0.12;
    /// <summary>Share of a mark's rectangle that differs.</summary>
    private const double Dense = 0.3;
    private const int FewestBlocks = 3;
    /// <summary>Squares that lie within a window of so many a side around one another belong together.</summary>
    private const int Near = 5;

    /// <summary>Share of the map, in [0, 1].</summary>
    public double Share => Places.Sum(static p => (double)p.Pixels) / ((double)Width * Height);

    public static AddedMarks Find(SimilarityMap map)
    {
        var blocks = Blocks.Of(map);
        var places = new List<PixelArea>();
        if (blocks.Median() < Agreeing) return new(places, map.Width, map.Height);
        var all = (double)map.Width * map.Height;
        foreach (var (area, count) in blocks.Islands().OrderByDescending(static island => island.Area.Pixels))
        {
            var place = new PixelArea(area.Left * Block, area.Top * Block, area.Width * Block, area.Height * Block).Intersect(new(0, 0, map.Width, map.Height));
            // all or none: what differs in many places is another version, not a stamp
            if (place.Pixels > LargestShare * all || places.Sum(static p => (double)p.Pixels) + place.Pixels > AllShare * all) return new([], map.Width, map.Height);
            if (count >= FewestBlocks && count >= Dense * area.Pixels) places.Add(place);
        }
        return new(places, map.Width, map.Height);
    }

    /// <summary>True where there is a mark; null if there is none.</summary>
    public bool[]? ToMask()
    {
        if (Places.Count == 0) return null;
        var mask = new bool[Width * Height];
        foreach (var place in Places)
            for (var y = place.Top; y < place.Bottom; y++) mask.AsSpan((y * Width) + place.Left, place.Width).Fill(true);
        return mask;
    }

    /// <summary>Similarity by squares; those without contrast agree with anything.</summary>
    private sealed record Blocks(int Width, int Height, double[] Values)
    {
        public static Blocks Of(SimilarityMap map)
        {
            int width = (map.Width + Block - 1) / Block, height = (map.Height + Block - 1) / Block;
            var (sums, weights) = (new double[width * height], new double[width * height]);
            for (var i = 0; i < map.Values.Length; i++)
            {
                var block = (i / map.Width / Block * width) + (i % map.Width / Block);
                sums[block] += map.Values[i] * map.Weights[i];
                weights[block] += map.Weights[i];
            }
            return new(width, height, [.. sums.Select((sum, i) => weights[i] == 0 ? 1 : sum / weights[i])]);
        }

        public double Median() => Values.Order().ElementAt(Values.Length / 2);

        /// <summary>Rectangles around squares that differ and touch, or nearly so, with the number of squares in each.</summary>
        public IEnumerable<(PixelArea Area, int Count)> Islands()
        {
            var left = new HashSet<int>(Enumerable.Range(0, Values.Length).Where(i => Values[i] < Different));
            while (left.Count > 0)
            {
                var waiting = new Queue<int>([left.First()]);
                left.Remove(waiting.Peek());
                var (area, count) = (new PixelArea(waiting.Peek() % Width, waiting.Peek() / Width, 1, 1), 0);
                while (waiting.TryDequeue(out var at))
                {
                    int x = at % Width, y = at / Width;
                    count++;
                    area = area.Union(new(x, y, 1, 1));
                    for (var near = 0; near < Near * Near; near++)
                    {
                        var (nx, ny) = (x + (near % Near) - (Near / 2), y + (near / Near) - (Near / 2));
                        if (nx >= 0 && nx < Width && ny >= 0 && ny < Height && left.Remove((ny * Width) + nx)) waiting.Enqueue((ny * Width) + nx);
                    }
                }
                yield return (area, count);
            }
        }
    }
}

namespace Appeals.Analysis.Examining.Study;

/// <summary>What all layers together show of each square and pixel of the study canvas.</summary>
internal sealed class StudyMap
{
    private readonly byte[] _painted, _echoes, _own, _foreign, _smooth, _biased;
    private readonly byte[] _depth, _others;

    public StudyMap(StudiedPicture picture)
    {
        Columns = (picture.Width + picture.Square - 1) / picture.Square;
        Rows = (picture.Height + picture.Square - 1) / picture.Square;
        (_painted, _echoes, _own, _foreign, _smooth, _biased) = (new byte[Squares], new byte[Squares], new byte[Squares], new byte[Squares], new byte[Squares], new byte[Squares]);
        (_depth, _others) = (new byte[picture.Width * picture.Height], new byte[picture.Width * picture.Height]);
        Energies = new float[Squares];
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
                Energies[((y / picture.Square) * Columns) + (x / picture.Square)] += picture.GradientEnergy(x, y);
        Energy = Energies.Sum(static e => (double)e);
    }

    public int Columns { get; }
    public int Rows { get; }
    public int Squares => Columns * Rows;
    public int Pixels => _depth.Length;
    /// <summary>Gradient energy of the picture, of each square and in all.</summary>
    public float[] Energies { get; }
    public double Energy { get; }

    public void Paint(int square) => _painted[square] = 1;

    public void Echo(int square) => Raise(ref _echoes[square]);

    public void Biased(int square) => Raise(ref _biased[square]);

    public void Own(int square, bool foreign)
    {
        Raise(ref _own[square]);
        if (foreign) Raise(ref _foreign[square]);
    }

    public void Smooth(int square, bool foreign)
    {
        Raise(ref _smooth[square]);
        if (foreign) Raise(ref _foreign[square]);
    }

    public void Count(int pixel, bool other)
    {
        Raise(ref _depth[pixel]);
        if (other) Raise(ref _others[pixel]);
    }

    private static void Raise(ref byte count)
    {
        if (count < byte.MaxValue) count++;
    }

    /// <summary>Share of the picture's structure that some layer, or several, echo.</summary>
    public double EchoedBy(int layers) => Energy <= 0 ? 0 : Enumerable.Range(0, Squares).Where(i => _echoes[i] >= layers).Sum(i => (double)Energies[i]) / Energy;

    /// <summary>Shares of what is painted: an empty canvas around a figure says nothing.</summary>
    public double OwnArea => Share(_own);
    public double ForeignArea => Share(_foreign);
    public double BiasedArea => Share(_biased);
    public double SmoothArea => Share(_smooth);
    /// <summary>Share of painted pixels with several layers' paint, and with paint of another colour than is seen.</summary>
    public double Overlap => Above(1, _depth) / (double)Math.Max(1, Above(0, _depth));
    public double Covered => Above(0, _others) / (double)Math.Max(1, Above(0, _depth));

    private double Share(byte[] counts) => Above(0, counts) / (double)Math.Max(1, Above(0, _painted));

    private static int Above(byte least, ReadOnlySpan<byte> counts)
    {
        var above = 0;
        foreach (var count in counts) above += count > least ? 1 : 0;
        return above;
    }
}

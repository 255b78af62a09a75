namespace Appeals.Analysis.Pixels;

/// <summary>One row of a picture as four planes of 8-bit samples, equally long; alpha is straight, and where it is 0 the colours may be anything.</summary>
internal readonly ref struct PlaneRow(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> alpha)
{
    public readonly ReadOnlySpan<byte> Red = red, Green = green, Blue = blue, Alpha = alpha;

    public int Length => Alpha.Length;

    /// <summary>Of planes that follow one another.</summary>
    public static PlaneRow Of(ReadOnlySpan<byte> planes, int length) => new(planes[..length], planes.Slice(length, length), planes.Slice(2 * length, length), planes.Slice(3 * length, length));
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>The modes that painters use most, eight pixels at a time; the same results as by <see cref="BlendTables"/>, to the bit.</summary>
internal static class BlendVectors
{
    private const int Pixels = 8;

    /// <summary>Blends as many pixels of a row as fill whole vectors.</summary>
    /// <returns>How many bytes are done; 0 for other modes.</returns>
    public static int Mix(Span<byte> source, ReadOnlySpan<byte> backdrop, BlendMode mode, bool weighted) => mode switch
    {
        BlendMode.Multiply => Mix<Multiply>(source, backdrop, weighted),
        BlendMode.Screen => Mix<Screen>(source, backdrop, weighted),
        BlendMode.Overlay => Mix<Overlay>(source, backdrop, weighted),
        BlendMode.HardLight => Mix<HardLight>(source, backdrop, weighted),
        BlendMode.LinearDodge => Mix<LinearDodge>(source, backdrop, weighted),
        _ => 0,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Mix<TFormula>(Span<byte> source, ReadOnlySpan<byte> backdrop, bool weighted) where TFormula : struct, IFormula
    {
        if (source.Length != backdrop.Length) throw new ArgumentException("Rows differ in size.", nameof(backdrop));
        var above = MemoryMarshal.Cast<byte, uint>(source);
        ref var s = ref MemoryMarshal.GetReference(above);
        ref var b = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, uint>(backdrop));
        var i = 0;
        for (; i <= above.Length - Pixels; i += Pixels)
        {
            var pixels = Vector256.LoadUnsafe(ref s, (nuint)i);
            var solid = Vector256.ShiftRightLogical(pixels, 24);
            if (solid == Vector256<uint>.Zero) continue;
            var beneath = Vector256.LoadUnsafe(ref b, (nuint)i);
            var alpha = weighted ? Vector256.ShiftRightLogical(beneath, 24) : Vector256.Create(255u);
            var mixed = Mix<TFormula>(pixels, beneath, alpha);
            // Where there is nothing, colours stay as they are.
            Vector256.ConditionalSelect(Vector256.Equals(solid, Vector256<uint>.Zero), pixels, mixed).StoreUnsafe(ref s, (nuint)i);
        }
        return i * 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mix<TFormula>(Vector256<uint> pixels, Vector256<uint> beneath, Vector256<uint> alpha) where TFormula : struct, IFormula
    {
        var even = Vector256.Create(0x00FF00FFu);
        Vector256<ushort> redBlue = (pixels & even).AsUInt16(), green = (Vector256.ShiftRightLogical(pixels, 8) & Vector256.Create(0xFFu)).AsUInt16();
        var mixedRedBlue = TFormula.Blend((beneath & even).AsUInt16(), redBlue);
        var mixedGreen = TFormula.Blend((Vector256.ShiftRightLogical(beneath, 8) & Vector256.Create(0xFFu)).AsUInt16(), green);
        if (!Vector256.EqualsAll(alpha, Vector256.Create(255u)))
        {
            var share = (alpha | Vector256.ShiftLeft(alpha, 16)).AsUInt16();
            mixedRedBlue = SourceOver.Lerp(mixedRedBlue, share, redBlue);
            mixedGreen = SourceOver.Lerp(mixedGreen, share, green);
        }
        return mixedRedBlue.AsUInt32() | Vector256.ShiftLeft(mixedGreen.AsUInt32() & Vector256.Create(0xFFu), 8) | pixels & Vector256.Create(0xFF000000u);
    }

    /// <summary>The product of two shares of 255, rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Times(Vector256<ushort> a, Vector256<ushort> b)
    {
        var sum = a * b + Vector256.Create((ushort)128);
        return Vector256.ShiftRightLogical(sum + Vector256.ShiftRightLogical(sum, 8), 8);
    }

    private static Vector256<ushort> Inverse(Vector256<ushort> value) => Vector256.Create((ushort)255) - value;

    /// <summary>A separable mode on samples of 8 bits in 16-bit lanes: backdrop, source.</summary>
    private interface IFormula
    {
        static abstract Vector256<ushort> Blend(Vector256<ushort> b, Vector256<ushort> s);
    }

    private readonly struct Multiply : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<ushort> Blend(Vector256<ushort> b, Vector256<ushort> s) => Times(b, s);
    }

    private readonly struct Screen : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<ushort> Blend(Vector256<ushort> b, Vector256<ushort> s) => Inverse(Times(Inverse(b), Inverse(s)));
    }

    private readonly struct LinearDodge : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<ushort> Blend(Vector256<ushort> b, Vector256<ushort> s) => Vector256.Min(b + s, Vector256.Create((ushort)255));
    }

    private readonly struct HardLight : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<ushort> Blend(Vector256<ushort> b, Vector256<ushort> s)
        {
            var isDark = Vector256.LessThan(s.AsInt16(), Vector256.Create((short)128)).AsUInt16();
            var part = Vector256.ConditionalSelect(isDark, s, Inverse(s));
            var product = Times(Vector256.ConditionalSelect(isDark, b, Inverse(b)), part + part);
            return Vector256.ConditionalSelect(isDark, product, Inverse(product));
        }
    }

    private readonly struct Overlay : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<ushort> Blend(Vector256<ushort> b, Vector256<ushort> s) => HardLight.Blend(s, b);
    }
}

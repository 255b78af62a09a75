using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// Reads "Adjustment layer" blocks whose formulas are known: invert, threshold, posterize, levels, curves, the old brightness and contrast,
/// the master of hue and saturation, channel mixer, exposure, gradient map. Null for the rest, and for what is damaged.
/// </summary>
internal sealed class PsdAdjustments(ByteReader reader, ReadLimits limits, PsdDescriptorReader descriptors)
{
    public Adjustment? Read(PsdBlock block)
    {
        try
        {
            return block.Key switch
            {
                "nvrt" => ShadeTables.Of(shade => 1 - shade),
                "thrs" => Threshold(reader.U16()),
                "post" => Posterize(reader.U16()),
                "brit" => BrightnessContrast(reader.I16(), reader.I16()),
                "CgEd" => NewBrightnessContrast(block.Length),
                "levl" => Levels(),
                "curv" => PsdCurves.Read(reader),
                "hue2" => HueSaturation(),
                "mixr" => Mixer(),
                "expA" => Exposure(),
                "grdm" => PsdGradientMap.Read(reader, block.End, limits),
                _ => null,
            };
        }
        catch (SourceFileException)
        {
            return null;
        }
    }

    private static BrightnessMap Threshold(int level)
    {
        var colors = new byte[768];
        for (var i = Math.Clamp(level, 0, 256); i < 256; i++) colors.AsSpan(i * 3, 3).Fill(255);
        return new(colors);
    }

    /// <summary>As many steps of equal width, spread from black to white.</summary>
    private static ShadeTables? Posterize(int levels) =>
        levels is < 2 or > 255 ? null : ShadeTables.Of(shade => Math.Floor(Math.Round(shade * 255) * levels / 256) / (levels - 1));

    /// <summary>The legacy form: contrast stretches around the middle grey, brightness is added.</summary>
    private static ShadeTables? BrightnessContrast(double brightness, double contrast)
    {
        if (Math.Abs(contrast) > 100 || Math.Abs(brightness) > 255) return null;
        const double middle = 127 / 255.0;
        var slope = contrast <= 0 ? 1 + contrast / 100 : 100 / Math.Max(100 - contrast, 1e-6);
        return ShadeTables.Of(shade => (shade - middle) * slope + middle + brightness / 255);
    }

    /// <summary>The newer form bends a curve that is not public; what it writes beside says whether the legacy one is meant.</summary>
    private ShadeTables? NewBrightnessContrast(long length)
    {
        if (descriptors.TryReadVersioned(length) is not { } values) return null;
        double brightness = values.Number("Brgh") ?? 0, contrast = values.Number("Cntr") ?? 0;
        return values.Flag("useLegacy") == true || (brightness, contrast) == (0, 0) ? BrightnessContrast(brightness, contrast) : null;
    }

    /// <summary>For all, then for each colour: input from and to, output from and to, gamma in hundredths.</summary>
    private ShadeTables? Levels()
    {
        if (reader.U16() != 2) return null;
        var curves = new Func<double, double>[4];
        for (var i = 0; i < curves.Length; i++)
        {
            double from = reader.U16() / 255.0, to = reader.U16() / 255.0, low = reader.U16() / 255.0, high = reader.U16() / 255.0, gamma = reader.U16() / 100.0;
            if (to <= from || gamma <= 0) return null;
            curves[i] = shade => low + (high - low) * Math.Pow(Math.Clamp((shade - from) / (to - from), 0, 1), 1 / gamma);
        }
        return ShadeTables.Of(shade => curves[0](curves[1](shade)), shade => curves[0](curves[2](shade)), shade => curves[0](curves[3](shade)));
    }

    /// <summary>Ranges of hue that are treated apart are not drawn.</summary>
    private Adjustment? HueSaturation()
    {
        if (reader.U16() != 2) return null;
        var colorizes = reader.U8() != 0;
        reader.Skip(1);
        int colorHue = reader.I16(), colorSaturation = reader.I16(), colorLightness = reader.I16();
        int hue = reader.I16(), saturation = reader.I16(), lightness = reader.I16();
        for (var range = 0; range < 6; range++)
        {
            reader.Skip(8);
            if ((reader.I16(), reader.I16(), reader.I16()) != (0, 0, 0) && !colorizes) return null;
        }
        return colorizes
            ? new Colorize(colorHue / 360.0, Math.Clamp(colorSaturation / 100.0, 0, 1), Math.Clamp(colorLightness / 100.0, -1, 1))
            : new HueShift(hue / 360.0, Math.Clamp(saturation / 100.0, -1, 1), Math.Clamp(lightness / 100.0, -1, 1));
    }

    /// <summary>Percent of red, green, blue (and a fourth that RGB leaves out) and a constant, for each colour or for grey.</summary>
    private ChannelMix? Mixer()
    {
        if (reader.U16() != 1) return null;
        var isGrey = reader.U16() != 0;
        var weights = new double[12];
        for (var c = 0; c < (isGrey ? 1 : 3); c++)
        {
            for (var i = 0; i < 3; i++) weights[c * 4 + i] = reader.I16() / 100.0;
            reader.Skip(2);
            weights[c * 4 + 3] = reader.I16() / 100.0;
        }
        for (var c = 1; isGrey && c < 3; c++) weights.AsSpan(0, 4).CopyTo(weights.AsSpan(c * 4));
        return new(weights);
    }

    /// <summary>Stops, offset and gamma act on linear light.</summary>
    private ShadeTables? Exposure()
    {
        reader.Skip(2);
        double stops = F32(), offset = F32(), gamma = F32();
        if (!(Math.Abs(stops) <= 20 && Math.Abs(offset) <= 1 && gamma is >= 0.01 and <= 10)) return null;
        const double display = 2.2;
        return ShadeTables.Of(shade => Math.Pow(Math.Max(0, Math.Pow(shade, display) * Math.Pow(2, stops) + offset), 1 / gamma / display));
    }

    private double F32() => BitConverter.UInt32BitsToSingle(reader.U32());
}

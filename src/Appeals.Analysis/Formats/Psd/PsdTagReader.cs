using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>
/// Walks the tagged blocks of a record. Lengths are padded to 2 or 4 or not at all, depending on the writer,
/// so the next block is looked for at each of these places.
/// </summary>
internal sealed class PsdTagReader(ByteReader reader, PsdHeader header, ReadLimits limits)
{
    private readonly PsdDescriptorReader _descriptors = new(reader, limits);
    private PsdAdjustments Adjustments => new(reader, limits, _descriptors);

    public void Read(PsdTags tags, long end)
    {
        reader.Section = "PSD additional layer information";
        for (var blocks = 0; end - reader.Position >= 12 && blocks < limits.MaxBlocks; blocks++)
        {
            if (!PsdBlock.TryRead(reader, header.Wide, end, out var block)) return;
            ReadBlock(tags, block);
            if (!PsdBlock.MoveBehind(reader, block, end)) return;
        }
    }

    private void ReadBlock(PsdTags tags, PsdBlock block)
    {
        switch (block.Key)
        {
            case "luni": tags.Name = UnicodeString(block.Length); break;
            case "lsct" or "lsdk" when block.Length >= 4: ReadSection(tags, block.Length); break;
            case "iOpa" when block.Length >= 1: tags.Fill = reader.U8(); break;
            case "lspf" when block.Length >= 4: tags.Locked = reader.U32() != 0; break;
            case "clbl" when block.Length >= 1: tags.BlendClippedApart = reader.U8() == 0; break;
            case "infx" when block.Length >= 1: tags.BlendInteriorAsGroup = reader.U8() != 0; break;
            case "knko" when block.Length >= 1: tags.Knockout |= reader.U8() != 0; break;
            case "brst": tags.Knockout |= block.Length > 0; break;
            case "shmd" when block.Length >= 4: tags.ModifiedAt = ReadLayerTime(block); break;
            case "TySh" or "tySh": tags.HasText = true; break;
            case "SoLd" or "SoLE" or "PlLd" or "plLd": tags.HasSmartObject = true; break;
            case "vmsk" or "vsms": ReadVectorMask(tags, block.Length); break;
            case "lfx2" or "lmfx" when block.Length >= 8: tags.HasEffects |= ReadEffects(tags, block); break;
            case "SoCo" when block.Length >= 4: ReadFill(tags, block.Length); break;
            case "GdFl": ReadGradient(tags, block.Length); break;
            case "PtFl": tags.HasFill = true; break;
            case "vscg" when block.Length >= 8: ReadStrokedFill(tags, block.Length); break;
            case "vstk" when block.Length >= 4: ReadStroke(tags, block.Length); break;
            case "artb" or "artd" or "abdd" when block.Length >= 4: tags.Artboard ??= ReadArtboard(block.Length); break;
            case "levl" or "curv" or "brit" or "CgEd" or "hue " or "hue2" or "blnc" or "blwh" or "phfl" or "mixr" or "clrL" or "nvrt" or "post"
                or "thrs" or "grdm" or "expA" or "vibA" or "selc": ReadAdjustment(tags, block); break;
        }
    }

    /// <summary>Brightness and contrast stand in two blocks, of which the newer one (CgEd) decides.</summary>
    private void ReadAdjustment(PsdTags tags, PsdBlock block)
    {
        tags.HasAdjustment = true;
        if (block.Key == "brit" && tags.IsAdjustmentFinal) return;
        tags.IsAdjustmentFinal |= block.Key == "CgEd";
        tags.Adjustment = header is { ColorMode: PsdColorMode.Rgb, IsLinear: false } ? Adjustments.Read(block) : null;
    }

    private string UnicodeString(long length)
    {
        if (length < 4) return "";
        var characters = Math.Min(reader.U32(), (length - 4) / 2);
        return CleanText.FromUtf16(reader.Bytes(Math.Min(characters, limits.MaxNameLength * 2) * 2), limits.MaxNameLength, reader.IsLittleEndian);
    }

    private void ReadSection(PsdTags tags, long length)
    {
        tags.Section = reader.U32();
        if (length < 12) return;
        reader.Skip(4);
        tags.SectionBlendKey = reader.Key();
    }

    /// <summary>"Metadata setting": an entry <c>cust</c> holds the time of the layer's last change in Unix seconds.</summary>
    private DateTime? ReadLayerTime(PsdBlock block)
    {
        var entries = reader.U32();
        for (var i = 0; i < entries && block.End - reader.Position >= 16; i++)
        {
            reader.Skip(4);
            var key = reader.Key();
            reader.Skip(4);
            var length = reader.Size(wide: false, block.End - reader.Position);
            var after = reader.Position + length;
            if (key == "cust" && _descriptors.TryReadVersioned(length)?.Number("layerTime") is { } seconds) return Time(seconds);
            reader.Position = after;
        }
        return null;
    }

    private static DateTime? Time(double seconds) =>
        seconds is > 0 and < 253_402_300_000 ? DateTime.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000)) : null;

    /// <summary>"Vector mask setting": it hides something only if it is not disabled (bit 2).</summary>
    private void ReadVectorMask(PsdTags tags, long length)
    {
        if (length < 8) return;
        var start = reader.Position;
        reader.Skip(4);
        if ((reader.U32() & 4) != 0) return;
        reader.Position = start;
        tags.HasVectorMask = true;
        tags.Path = PsdPathReader.Read(reader, length, header, limits);
    }

    /// <summary>Where there are several effects of a kind, the block <c>lmfx</c> holds all, and <c>lfx2</c> only the first of each.</summary>
    private bool ReadEffects(PsdTags tags, PsdBlock block)
    {
        reader.Skip(4);
        var effects = _descriptors.TryReadVersioned(block.Length - 4);
        if (effects is null) return true;
        if (tags.Effects is null || block.Key == "lmfx") tags.Effects = effects;
        return effects.Flag("masterFXSwitch") != false && effects.Items.Values.Any(IsEnabled);
    }

    private static bool IsEnabled(object value) => value switch
    {
        PsdDescriptor effect => effect.Flag("enab") == true,
        List<object> several => several.Exists(IsEnabled),
        _ => false,
    };

    private void ReadFill(PsdTags tags, long length)
    {
        tags.HasFill = true;
        tags.SolidColor = Shown(_descriptors.TryReadVersioned(length)?.Child("Clr ")?.Color());
    }

    private void ReadStroke(PsdTags tags, long length)
    {
        tags.Stroke = _descriptors.TryReadVersioned(length);
        tags.HasStroke = tags.Stroke?.Flag("strokeEnabled") == true;
    }

    private void ReadGradient(PsdTags tags, long length)
    {
        tags.HasFill = true;
        tags.Gradient = PsdGradient.Of(_descriptors.TryReadVersioned(length), header.IsLinear);
    }

    /// <summary>"Vector stroke content data": the fill of a shape that may have a stroke.</summary>
    private void ReadStrokedFill(PsdTags tags, long length)
    {
        var key = reader.Key();
        if (key == "SoCo") ReadFill(tags, length - 4);
        else if (key == "GdFl") ReadGradient(tags, length - 4);
        else tags.HasFill = true;
    }

    /// <summary>Documents of 32 bits describe their colours, too, in linear light.</summary>
    private PsdSolidColor? Shown(PsdSolidColor? color) =>
        color is null || !header.IsLinear ? color : new(PsdDeepChannel.ToSrgb(color.R / 255f), PsdDeepChannel.ToSrgb(color.G / 255f), PsdDeepChannel.ToSrgb(color.B / 255f));

    private PsdArtboard? ReadArtboard(long length)
    {
        var board = _descriptors.TryReadVersioned(length);
        if (board?.Child("artboardRect") is not { } rectangle) return null;
        double left = rectangle.Number("Left") ?? 0, top = rectangle.Number("Top ") ?? 0, right = rectangle.Number("Rght") ?? 0, bottom = rectangle.Number("Btom") ?? 0;
        if (!(Math.Abs(left) <= limits.MaxSide && Math.Abs(top) <= limits.MaxSide && right - left > 0 && right - left <= limits.MaxSide && bottom - top > 0 && bottom - top <= limits.MaxSide)) return null;
        var paper = (int)(board.Number("artboardBackgroundType") ?? 1) switch
        {
            1 => new PsdSolidColor(255, 255, 255),
            2 => new PsdSolidColor(0, 0, 0),
            4 => board.Child("Clr ")?.Color(),
            _ => null,
        };
        return new(new PixelArea((int)left, (int)top, (int)(right - left), (int)(bottom - top)), paper);
    }
}

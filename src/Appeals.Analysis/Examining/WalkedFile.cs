using System.Diagnostics.CodeAnalysis;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>A file as it is drawn while its layers are walked: the pixels come from the walk, which keeps those of one layer in memory; all else from the file.</summary>
internal sealed class WalkedFile : LayeredFile
{
    private readonly LayeredFile _file;
    private readonly Func<Layer, PixelArea, RowReader?> _open;

    [SetsRequiredMembers]
    public WalkedFile(LayeredFile file, Func<Layer, PixelArea, RowReader?> open)
    {
        (_file, _open) = (file, open);
        (Width, Height, Depth, ColorMode, Layers, Paper) = (file.Width, file.Height, file.Depth, file.ColorMode, file.Layers, file.Paper);
    }

    public override FileFormat Format => _file.Format;
    public override bool HasReadablePixels => _file.HasReadablePixels;
    public override ColorProfile? Profile => _file.Profile;

    /// <summary>In memory a layer may be cut anywhere.</summary>
    public override RowGrid? GridOf(Layer layer) => RowGrid.Any;

    public override Adjustment? AdjustmentOf(Layer layer) => _file.AdjustmentOf(layer);
    public override RowReader? OpenPixels(Layer layer, PixelArea area, CancellationToken cancellationToken) => _open(layer, area);
    public override RowReader? OpenMask(Layer layer, PixelArea area, CancellationToken cancellationToken) => _file.OpenMask(layer, area, cancellationToken);
    public override RowReader? OpenFlat(CancellationToken cancellationToken) => _file.OpenFlat(cancellationToken);
}

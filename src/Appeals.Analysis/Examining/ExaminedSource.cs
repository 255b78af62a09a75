using Appeals.Analysis.Examining.Study;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>One source file as far as it has been examined. Keeps the file open, since layers may have to be composed again.</summary>
internal sealed class ExaminedSource : IDisposable
{
    private readonly ExaminationRun _run;
    private Stream? _stream;
    private LayerPass? _layers;

    private ExaminedSource(string id, ExaminationRun run) => (Id, _run) = (id, run);

    public string Id { get; }
    public FileFormat Format { get; private set; }
    /// <summary>Null if it could not be read, or is a flat picture.</summary>
    public LayeredFile? File { get; private set; }
    /// <summary>At most <see cref="ExaminationOptions.PictureSide"/>; null if it could not be made.</summary>
    public RgbaImage? Composite { get; private set; }
    /// <summary>Size of the canvas; 0 if it could not be read.</summary>
    public int Width { get; private set; }
    public int Height { get; private set; }
    public ReducedFile? Reduced => _layers?.Reduced;
    /// <summary>A larger copy than <see cref="Reduced"/>.</summary>
    public ReducedFile? StudyCopy => _layers?.Study;
    /// <summary>Null if the file keeps no flat picture, or none was looked for.</summary>
    public StoredPicture? Stored { get; private set; }
    /// <summary>Set when contributions have been measured.</summary>
    public LayerContributions? Contributions { get; set; }
    /// <summary>Set when the layers have been compared with the picture.</summary>
    public PictureStudy? Study { get; set; }
    public IReadOnlySet<string> Declared { get; set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Opens the file. What cannot be read becomes problems of the run.</summary>
    public static ExaminedSource Open(SourceInput input, ExaminationRun run)
    {
        var source = new ExaminedSource(input.Id, run);
        run.Try("open", input.Id, () => source.OpenFile(input.Open));
        return source;
    }

    public void CompareStored()
    {
        if (File is { Layers.Count: > 0 } && Composite is not null)
            _run.Try("stored", Id, () => Stored = StoredPicture.Compare(File, Composite, _run.Cancellation));
    }

    /// <summary>Walks all layers once, and makes the composite of them on the way.</summary>
    public void ReadLayers(bool wantsCanvases, Action<double> progress)
    {
        if (File is not null)
        {
            var pass = new LayerPass(_run, File, Id, wantsCanvases, progress);
            _run.Try("composite", Id, () => Composite = HalvedFile.Suits(File) ? pass.Compose() : Render(without: null));
            if (_run.Try("layers", Id, pass.Walk) && File.Layers.Count > 0) _layers = pass;
        }
        if (Composite is not null) _run.Preview(PreviewNames.Source(Id), Composite);
    }

    public SourceReport ToReport()
    {
        var problems = _run.Problems.Where(p => p.Source == Id);
        if (File is null)
            return new() { Id = Id, Format = Format, Width = Width, Height = Height, Layers = [], Metadata = new Dictionary<string, string>(StringComparer.Ordinal), Problems = [.. problems] };
        var report = File.ToReport(Id);
        return report with { Layers = [.. report.Layers.Select(Complete)], Problems = [.. problems] };
    }

    /// <summary>Hands what the reader met while pixels were read to the run. Call it when all reading is done.</summary>
    public void CollectProblems()
    {
        foreach (var problem in File?.Problems ?? [])
            if (!_run.Problems.Any(p => p.Source == Id && p.Layer == problem.Layer && p.Message == problem.Message)) _run.Add(problem with { Source = Id });
    }

    public void Dispose()
    {
        File?.Dispose();
        _stream?.Dispose();
    }

    private LayerReport Complete(LayerReport layer)
    {
        var measured = Contributions?.Layers.GetValueOrDefault(layer.Id);
        return layer with
        {
            Contribution = measured?.Share, Area = measured?.Area, DeclaredAi = Declared.Contains(layer.Id),
            Preview = _layers?.Thumbnails.Contains(layer.Id) == true ? PreviewNames.Layer(Id, layer.Id) : null,
        };
    }

    private void OpenFile(Func<Stream> open)
    {
        _stream = open();
        var head = new byte[FileSignature.Length];
        Format = FileSignature.Recognise(head.AsSpan(0, _stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        _stream.Position = 0;
        if (Format is FileFormat.Png or FileFormat.Jpeg or FileFormat.WebP or FileFormat.Avif or FileFormat.Gif)
        {
            ReadFlat(_stream);
            return;
        }
        File = LayeredFile.Open(_stream, _run.Options.Reading, _run.Cancellation);
        (Width, Height) = (File.Width, File.Height);
    }

    /// <summary>A sketch, an export: it has no layers to show, and is compared all the same.</summary>
    private void ReadFlat(Stream stream)
    {
        var bytes = PictureBytes.Read(stream, _run.Options.MaxPictureBytes);
        Composite = ImageCodec.Thumbnail(bytes, _run.Options.PictureSide, _run.Options.Published, _run.Cancellation);
        (Width, Height) = ImageCodec.Measure(bytes, _run.Options.Published);
    }

    /// <summary>The composite, or the composite without some layers.</summary>
    public RgbaImage Render(IReadOnlySet<string>? without) =>
        Compositor.Render(HalvedFile.Suits(File!) ? HalvedFile.Of(File!, _run.Options.PictureSide) : File!, new() { Without = without, MaxSide = _run.Options.PictureSide }, _run.Cancellation);
}

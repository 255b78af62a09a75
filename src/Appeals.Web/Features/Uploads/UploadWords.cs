using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Evidence;
using Appeals.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace Appeals.Web.Features.Uploads;

/// <summary>Says in the reader's language what a file is and what is wrong with it.</summary>
public sealed class UploadWords(IStringLocalizer<UploadsText> texts)
{
    public static string Code(FileFormat format) => JsonNamingPolicy.CamelCase.ConvertName(format.ToString());

    public static string Limit(string key, long value) =>
        key == $"Refused_{UploadRefusal.TooManyFiles}" ? Figures.Whole(value) : Figures.Size(value);

    public string Format(FileFormat format) => texts[$"Format_{format}"];

    /// <summary>"Photoshop document, 22 layers"; before the inspection only what it is.</summary>
    public string Describe(FileFormat format, AnalysisReport? inspection)
    {
        var layers = inspection?.Sources.Sum(s => s.Layers.Count(l => l.Kind != LayerKind.Group)) ?? 0;
        return layers > 0 ? texts["WithLayers", Format(format), texts.Plural("Layers", layers)].Value : Format(format);
    }

    public string? Problem(FileFormat format, AnalysisReport? inspection)
    {
        if (inspection?.Problems.Concat(inspection.Sources.SelectMany(s => s.Problems)).FirstOrDefault() is { } problem)
            return Languages.Read(problem.Message);
        return inspection is not null && !IsLayered(format) ? texts["NotLayered"].Value : null;
    }

    private static bool IsLayered(FileFormat format) => format
        is FileFormat.Psd or FileFormat.Psb or FileFormat.Kra or FileFormat.Ora or FileFormat.Xcf or FileFormat.Clip or FileFormat.Procreate or FileFormat.Tiff;
}

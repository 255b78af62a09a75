using System.Text.Json;
using Appeals.Analysis.Reports;
using Appeals.Core.Evidence;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Appeals.Web.Api;

/// <param name="Picture">Sealed already, and not yet anybody's.</param>
public sealed record UploadedWork(WorkJson Work, StoredFile? Picture);

/// <summary>
/// Reads the two parts of a PUT while they arrive, in either order. The picture goes sealed into the store and is typed by its first bytes;
/// nothing here ever decodes it.
/// </summary>
public sealed class WorkUpload(EvidenceStore store, IOptions<ApiOptions> options)
{
    private const int BoundaryLength = 70;
    private const int PartHeaders = 8;
    private readonly JsonSerializerOptions _json = ApiJson.Requests(options.Value.JsonDepth);

    /// <exception cref="ApiProblemException">Nothing was kept.</exception>
    public async Task<UploadedWork> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var reader = Open(request);
        WorkJson? work = null;
        StoredFile? picture = null;
        try
        {
            while (await reader.ReadNextSectionAsync(cancellation) is { } part)
            {
                switch (NameOf(part))
                {
                    case "work" when work is null: work = await ReadWorkAsync(part, cancellation); break;
                    case "picture" when picture is null: picture = await ReadPictureAsync(part, cancellation); break;
                    default: throw new ApiProblemException(ApiProblem.BrokenMultipart);
                }
            }
            return new UploadedWork(work ?? throw new ApiProblemException(ApiProblem.BrokenMultipart), picture);
        }
        catch (Exception refused)
        {
            await DiscardAsync(picture);
            // what the multipart reader itself throws: no boundary in sight, headers too long, the body ends early
            if (refused is InvalidDataException or IOException and not BadHttpRequestException) throw new ApiProblemException(ApiProblem.BrokenMultipart);
            throw;
        }
    }

    /// <summary>The bytes of a picture that found no work. Should this fail, the sweep removes them later.</summary>
    public Task DiscardAsync(StoredFile? picture) => picture is null ? Task.CompletedTask : store.DiscardAsync(picture);

    private MultipartReader Open(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data")
            throw new ApiProblemException(ApiProblem.NotMultipart);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length is 0 or > BoundaryLength) throw new ApiProblemException(ApiProblem.BrokenMultipart);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.Value.RequestBytes;
        return new MultipartReader(boundary.ToString(), request.Body)
        {
            HeadersCountLimit = PartHeaders,
            HeadersLengthLimit = options.Value.PartHeaderBytes,
        };
    }

    private static string? NameOf(MultipartSection part) =>
        ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).Value : null;

    private async Task<WorkJson> ReadWorkAsync(MultipartSection part, CancellationToken cancellation)
    {
        if (!IsJson(part.ContentType)) throw new ApiProblemException(ApiProblem.PartType);
        var buffer = new byte[options.Value.WorkBytes + 1];
        var length = await part.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (length == buffer.Length) throw new ApiProblemException(ApiProblem.WorkTooLong);
        try
        {
            return JsonSerializer.Deserialize<WorkJson>(buffer.AsSpan(0, length), _json) ?? throw new ApiProblemException(ApiProblem.BrokenJson);
        }
        catch (JsonException broken)
        {
            throw new ApiProblemException(ApiProblem.BrokenJson, new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                [broken.Path?.TrimStart('$', '.') ?? ""] = [FormattableString.Invariant($"{broken.LineNumber + 1}:{broken.BytePositionInLine + 1}")],
            });
        }
    }

    /// <summary>Clients that can give a part no type send none or plain text.</summary>
    private static bool IsJson(string? contentType) =>
        contentType is null || (MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Value is "application/json" or "text/plain");

    private async Task<StoredFile> ReadPictureAsync(MultipartSection part, CancellationToken cancellation)
    {
        StoredFile picture;
        try
        {
            picture = await store.SaveAsync(part.Body, options.Value.PictureBytes, cancellation);
        }
        catch (FileTooLongException)
        {
            throw new ApiProblemException(ApiProblem.PictureTooLong);
        }
        if (picture.Format is FileFormat.Jpeg or FileFormat.Png or FileFormat.WebP or FileFormat.Avif or FileFormat.Gif) return picture;
        await DiscardAsync(picture);
        throw new ApiProblemException(ApiProblem.PictureType);
    }
}

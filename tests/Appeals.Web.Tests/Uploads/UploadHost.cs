using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Web.Tests.Uploads;

/// <summary>The site, with what a tus client and a filed appeal need.</summary>
public class UploadHost : AppealsHost
{
    public async Task<Appeal> DraftAsync(Person? creator = null)
    {
        creator ??= World.Creator;
        await using var db = Open();
        var label = await World.AddLabelAsync(db, Time.Now, creator);
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FilingService>().StartAsync(label.Id, World.As(creator));
    }

    public async Task<Appeal> FiledAsync()
    {
        var draft = await DraftAsync();
        var lin = World.As(World.Creator);
        await using var scope = Services.CreateAsyncScope();
        var filing = scope.ServiceProvider.GetRequiredService<FilingService>();
        draft = await filing.SaveAsync(draft.Reference, new Draft { Ground = Ground.AiAssisted, Statement = "I drew this." }, draft.Version, lin);
        return await filing.SubmitAsync(draft.Reference, draft.Version, lin);
    }

    public async Task<Uri> BeginAsync(Visitor visitor, Appeal appeal, long length, string name = "lantern-bay.psd")
    {
        var created = await visitor.Http.SendAsync(Create(length, appeal.Reference, name));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return created.Headers.Location!;
    }

    public static HttpRequestMessage Create(long length, string appeal, string name = "lantern-bay.psd") =>
        Tus(HttpMethod.Post, "/uploads", ("Upload-Length", $"{length}"), ("Upload-Metadata", $"filename {Base64(name)},appeal {Base64(appeal)}"));

    public static HttpRequestMessage Patch(Uri upload, long offset, ReadOnlyMemory<byte> bytes, params (string, string)[] headers)
    {
        var request = Tus(HttpMethod.Patch, upload.ToString(), [("Upload-Offset", $"{offset}"), .. headers]);
        request.Content = new ReadOnlyMemoryContent(bytes);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return request;
    }

    public static HttpRequestMessage Tus(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static byte[] Psd(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        "8BPS\0\u0001"u8.CopyTo(bytes);
        return bytes;
    }
}

using System.Net;
using Appeals.Analysis.Sealing;
using Appeals.Core.Data;
using Appeals.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using static Appeals.Web.Tests.Uploads.UploadHost;

namespace Appeals.Web.Tests.Backup;

/// <summary>A server is backed up while it runs, as the README says, and restored elsewhere.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestDatabase _other = null!;
    private SiteProcess _site = null!;
    private SiteProcess _restored = null!;

    public async Task InitializeAsync()
    {
        (_database, _other) = (await TestDatabase.CreateAsync(DatabaseProvider.Sqlite), await TestDatabase.CreateAsync(DatabaseProvider.Sqlite));
        (_site, _restored) = (new SiteProcess(_database, ("Demo:Enabled", "false")), new SiteProcess(_other, ("Demo:Enabled", "false")));
        await _site.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _restored.DisposeAsync();
    }

    [Fact]
    public async Task Backup_WhenTakenFromARunningServerDatabaseFirst_IsWholeAndOpens()
    {
        var appeal = await SiteAppeal.StartAsync(_site);
        var bytes = Psd((3 * SealedFormat.ChunkLength) + 5);
        using var lin = await SignInAsync(_site);
        await UploadAsync(lin, appeal, bytes);
        await SaveDatabaseAsync();
        await UploadAsync(lin, appeal, Psd(100));
        CopyFolder(_site.EvidenceFolder, _restored.EvidenceFolder);
        await UploadAsync(lin, appeal, Psd(100));

        var (code, output) = await _restored.RunAsync("check-store", "--deep");

        Assert.True(code == 0, output);
        Assert.Contains("1 files of 196613 bytes, 1 not on record yet", output, StringComparison.Ordinal);
        Assert.Equal(0, (await _site.RunAsync("check-store")).Code);
        await _restored.StartAsync();
        using var again = await SignInAsync(_restored);
        await using var db = _restored.Open();
        var evidence = await db.EvidenceFiles.Include(f => f.StoredFile).SingleAsync();
        Assert.Equal(bytes, await again.Http.GetByteArrayAsync(new Uri($"/files/{evidence.Id}/original", UriKind.Relative)));
    }

    [Fact]
    public async Task CheckStore_WhenBytesAreDamagedOrMissing_NamesThemAndFails()
    {
        var appeal = await SiteAppeal.StartAsync(_site);
        using var lin = await SignInAsync(_site);
        for (var i = 0; i < 3; i++) await UploadAsync(lin, appeal, Psd(100));
        await using var db = _site.Open();
        var ids = await db.StoredFiles.OrderBy(f => f.Id).Select(f => f.Id).ToListAsync();
        var paths = ids.ConvertAll(id => Path.Combine(_site.EvidenceFolder, $"{id:N}"[^2..], $"{id:N}.sealed"));
        var sealedBytes = await File.ReadAllBytesAsync(paths[1]);
        sealedBytes[40] ^= 1;
        foreach (var path in paths) File.Delete(path);
        await File.WriteAllBytesAsync(paths[1], sealedBytes);
        await File.WriteAllBytesAsync(paths[2], sealedBytes[..50]);

        var (code, output) = await _site.RunAsync("check-store", "--deep");

        Assert.Equal(1, code);
        Assert.Contains($"Missing {ids[0]}", output, StringComparison.Ordinal);
        Assert.Contains($"Damaged {ids[1]}", output, StringComparison.Ordinal);
        Assert.Contains($"WrongLength {ids[2]}", output, StringComparison.Ordinal);
        Assert.Contains("3 faults.", output, StringComparison.Ordinal);
    }

    private static async Task<Visitor> SignInAsync(SiteProcess site)
    {
        var cookies = new CookieJar { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } };
        var lin = new Visitor(new HttpClient(cookies) { BaseAddress = site.Address });
        await lin.SignInAsync("lin@example.test", World.Password);
        return lin;
    }

    private static async Task UploadAsync(Visitor lin, string appeal, byte[] bytes)
    {
        var upload = (await lin.Http.SendAsync(Create(bytes.Length, appeal))).Headers.Location!;
        Assert.Equal(HttpStatusCode.NoContent, (await lin.Http.SendAsync(Patch(upload, 0, bytes))).StatusCode);
    }

    private async Task SaveDatabaseAsync()
    {
        var file = new SqliteConnectionStringBuilder(_other.ConnectionString).DataSource;
        foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(file + suffix);
        await using var connection = new SqliteConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", file);
        await command.ExecuteNonQueryAsync();
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }
}

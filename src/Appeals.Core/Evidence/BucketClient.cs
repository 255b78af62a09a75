using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Appeals.Core.Evidence;

/// <summary>The few S3 operations that the storage needs, with keys below the prefix, and with one exception for whatever a server or line can do wrong.</summary>
internal sealed class BucketClient(BucketOptions options) : IDisposable
{
    private const string DefaultRegion = "us-east-1";
    private readonly AmazonS3Client _s3 = Connect(options);

    /// <returns>The entity tag of what was written.</returns>
    public async Task<string> PutAsync(string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => (await AskAsync(() => _s3.PutObjectAsync(
        new PutObjectRequest { BucketName = options.Bucket, Key = At(key), InputStream = Readable(bytes), UseChunkEncoding = false }, cancellation), cancellation)).ETag;

    /// <summary>Fills <paramref name="target"/> from <paramref name="position"/> on, as far as there is something.</summary>
    /// <returns>How much came, the object's length and its entity tag; null if there is no such object.</returns>
    public Task<(int Count, long Length, string Tag)?> ReadAsync(string key, long position, Memory<byte> target, CancellationToken cancellation) => FindAsync(async () =>
    {
        var request = new GetObjectRequest { BucketName = options.Bucket, Key = At(key), ByteRange = new ByteRange(position, position + target.Length - 1) };
        using var response = await _s3.GetObjectAsync(request, cancellation);
        var length = response.ContentRange is { } range ? long.Parse(range.AsSpan(range.IndexOf('/', StringComparison.Ordinal) + 1), provider: null) : response.ContentLength;
        var expected = (int)Math.Min(target.Length, length - position);
        await response.ResponseStream.ReadExactlyAsync(target[..expected], cancellation);
        return ((int, long, string)?)(expected, length, response.ETag);
    }, cancellation);

    public async Task<bool> CopyToAsync(string key, Stream target, CancellationToken cancellation) => await FindAsync<bool?>(async () =>
    {
        using var response = await _s3.GetObjectAsync(options.Bucket, At(key), cancellation);
        await response.ResponseStream.CopyToAsync(target, cancellation);
        return true;
    }, cancellation) ?? false;

    public Task<long?> LengthAsync(string key, CancellationToken cancellation) => FindAsync<long?>(
        async () => (await _s3.GetObjectMetadataAsync(options.Bucket, At(key), cancellation)).ContentLength, cancellation);

    public Task DeleteAsync(string key, CancellationToken cancellation) => FindAsync<object?>(
        async () => await _s3.DeleteObjectAsync(options.Bucket, At(key), cancellation), cancellation);

    public async IAsyncEnumerable<(string Key, long Length, DateTime WrittenAt)> ListAsync(string start, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = At(start) };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync(() => _s3.ListObjectsV2Async(request, cancellation), cancellation);
            foreach (var found in page.S3Objects ?? [])
                yield return (found.Key[options.Prefix.Length..], found.Size ?? 0, found.LastModified?.ToUniversalTime() ?? DateTime.MaxValue);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated ?? false);
    }

    public async Task<string> BeginPartsAsync(string key, CancellationToken cancellation) => (await AskAsync(
        () => _s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = options.Bucket, Key = At(key) }, cancellation), cancellation)).UploadId;

    public async Task<string> PutPartAsync(string key, string parts, int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => (await AskAsync(
        () => _s3.UploadPartAsync(new UploadPartRequest
        {
            BucketName = options.Bucket, Key = At(key), UploadId = parts, PartNumber = number, InputStream = Readable(bytes), PartSize = bytes.Length, UseChunkEncoding = false,
        }, cancellation), cancellation)).ETag;

    /// <summary>Null if there is no such multipart upload, or no more.</summary>
    public Task<List<PartDetail>?> ListPartsAsync(string key, string parts, CancellationToken cancellation) => FindAsync<List<PartDetail>?>(async () =>
    {
        var request = new ListPartsRequest { BucketName = options.Bucket, Key = At(key), UploadId = parts };
        var all = new List<PartDetail>();
        ListPartsResponse page;
        do
        {
            page = await _s3.ListPartsAsync(request, cancellation);
            all.AddRange(page.Parts ?? []);
            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(provider: null);
        }
        while (page.IsTruncated ?? false);
        return all;
    }, cancellation);

    /// <returns>False if there is no such multipart upload, or no more.</returns>
    public async Task<bool> CompletePartsAsync(string key, string parts, IReadOnlyList<string> tags, CancellationToken cancellation) => await FindAsync<object?>(
        async () => await _s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = options.Bucket, Key = At(key), UploadId = parts, PartETags = [.. tags.Select((tag, i) => new PartETag(i + 1, tag))],
        }, cancellation), cancellation) is not null;

    public Task AbortPartsAsync(string key, string parts, CancellationToken cancellation) => FindAsync<object?>(
        async () => await _s3.AbortMultipartUploadAsync(options.Bucket, At(key), parts, cancellation), cancellation);

    public void Dispose() => _s3.Dispose();

    private string At(string key) => options.Prefix + key;

    private static MemoryStream Readable(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(bytes.ToArray());

    /// <summary>Null where S3 says that there is no such thing.</summary>
    private static async Task<T?> FindAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await AskAsync(ask, cancellation);
        }
        catch (EvidenceUnavailableException answer) when (answer.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" })
        {
            return default;
        }
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested
            && error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            throw new EvidenceUnavailableException(error);
        }
    }

    /// <summary>Checksums beyond the signed SHA-256 of each body, and bodies in signed chunks, are asked of no server: many that are compatible know neither.</summary>
    private static AmazonS3Client Connect(BucketOptions options)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.ForcePathStyle,
            Timeout = options.Timeout,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 2,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.ServiceUrl is { } url) (config.ServiceURL, config.AuthenticationRegion) = (url.ToString(), options.Region ?? DefaultRegion);
        else config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        return string.IsNullOrEmpty(options.AccessKey) ? new AmazonS3Client(config) : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }
}

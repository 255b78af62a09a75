using Appeals.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Appeals.Web.Tests.Api;

public sealed class ExternalIdTests
{
    private const string Prefix = "/api/v1/works/";

    [Theory]
    [InlineData("", "/api/v1/works/w-1", "w-1")]
    [InlineData("", "/api/v1/works/a%2Fb", "a/b")]
    [InlineData("", "/api/v1/works/a%252Fb", "a%2Fb")]
    [InlineData("", "/api/v1/works/a/b?x=1", "a/b")]
    [InlineData("", "/api/v1/works/%E4%BD%9C%E5%93%81%3F?x=%2F", "作品?")]
    [InlineData("/below", "/below/API/v1/works/w-1", "w-1")]
    [InlineData("", "https://host/api/v1/works/other", "routed")]
    public void Of_ARequest_DecodesWhatWasSentExactlyOnce(string pathBase, string rawTarget, string expected)
    {
        var http = new DefaultHttpContext();
        http.Request.PathBase = pathBase;
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = rawTarget;
        Assert.Equal(expected, ExternalId.Of(http.Request, Prefix, "routed"));
    }
}

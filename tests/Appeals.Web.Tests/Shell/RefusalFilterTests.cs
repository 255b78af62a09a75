using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Appeals.Web.Tests.Shell;

public sealed class RefusalFilterTests
{
    public static TheoryData<Exception, int?> Exceptions => new()
    {
        { new RefusedException(Refusal.NotFound), 404 },
        { new RefusedException(Refusal.WindowClosed), 409 },
        { new InvalidTransitionException("Appeal", "Decided", "Withdrawn"), 409 },
        { new DbUpdateConcurrencyException("stale"), 409 },
        { new EvidenceUnavailableException(new IOException("gone")), 503 },
        { new InvalidOperationException("a real mistake"), null },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void OnException_OfTheDomain_BecomesAStatusAndOnlyThose(Exception exception, int? status)
    {
        var http = new DefaultHttpContext();
        var context = new ExceptionContext(new ActionContext(http, new RouteData(), new ActionDescriptor()), []) { Exception = exception };

        new RefusalFilter(NullLogger<RefusalFilter>.Instance).OnException(context);

        Assert.Equal(status, (context.Result as StatusCodeResult)?.StatusCode);
        Assert.Equal(exception as RefusedException, http.Features.Get<RefusedException>());
    }
}

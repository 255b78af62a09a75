using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;

namespace Appeals.Web.Security;

/// <summary>No field or search holds U+0000, which no browser lets people type and PostgreSQL stores nowhere. Such a request is a bad one.</summary>
/// <remarks>Runs after the antiforgery filter has read the form; bodies that are streamed are their readers' matter.</remarks>
public sealed class NullCharacterFilter : IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var form = context.HttpContext.Features.Get<IFormFeature>()?.Form ?? Enumerable.Empty<KeyValuePair<string, StringValues>>();
        var texts = context.HttpContext.Request.Query.Concat(form).SelectMany(field => field.Value.Append(field.Key));
        if (texts.Any(text => text?.Contains('\0', StringComparison.Ordinal) == true)) context.Result = new BadRequestResult();
    }

    public void OnResourceExecuted(ResourceExecutedContext context) { }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Appeals.Web.Api;

internal sealed class ApiProblemFilter : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not ApiProblemException refused) return;
        var problem = ApiProblem.Of(context.HttpContext, refused.Code, refused.Errors);
        context.Result = new JsonResult(problem, ApiJson.Answers) { StatusCode = problem.Status, ContentType = ApiProblem.ContentType };
        context.ExceptionHandled = true;
    }
}

namespace Appeals.Web.Api;

/// <summary>A request that is answered with a problem. <paramref name="code"/> is a key of <see cref="ApiProblem"/>.</summary>
internal sealed class ApiProblemException(string code, IDictionary<string, string[]>? errors = null) : Exception(code)
{
    public string Code { get; } = code;
    public IDictionary<string, string[]>? Errors { get; } = errors;
}

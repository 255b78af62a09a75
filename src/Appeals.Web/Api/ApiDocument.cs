using System.Text.Json;
using System.Text.Json.Nodes;
using Appeals.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Appeals.Web.Api;

/// <summary>What /openapi/v1.json says beyond what it reads from the code: the key, the multipart body, the problems, an example.</summary>
internal static class ApiDocument
{
    public const string Version = "v1";
    private const string Multipart = "multipart/form-data";

    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = api => api.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(DescribeDocument);
        options.AddSchemaTransformer(DescribeSchema);
        options.AddOperationTransformer(DescribeProblemsAsync);
        options.AddOperationTransformer(DescribeWorkAsync);
    }

    private static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info.Title = "Appeals";
        document.Info.Description = "For platforms: publish labelled works, follow their appeals. Errors are problem details (RFC 9457) with a stable code, in English or, by Accept-Language, in Chinese.";
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Policies.PlatformKeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The platform's key.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Policies.PlatformKeyScheme, document)] = [] }];
        return Task.CompletedTask;
    }

    /// <summary>Words and times are strings, which the framework cannot see behind our converters; what the code says about its enums is not for callers.</summary>
    private static Task DescribeSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTime) || type.IsEnum) schema.Type = (schema.Type ?? default) | JsonSchemaType.String;
        if (type.IsEnum) schema.Description = null;
        return Task.CompletedTask;
    }

    private static async Task DescribeProblemsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        foreach (var response in operation.Responses ?? []) KeepJson(response.Value.Content);
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ProblemResponsesAttribute>().FirstOrDefault() is not { } problems) return;
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellation);
        context.Document!.AddComponent("Problem", schema);
        foreach (var status in problems.Statuses)
        {
            var codes = ApiProblem.Statuses.Where(s => s.Value == status).Select(s => s.Key);
            operation.Responses ??= [];
            operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = "Problem; code is one of " + string.Join(", ", codes) + ".",
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [ApiProblem.ContentType] = new() { Schema = new OpenApiSchemaReference("Problem", context.Document) },
                },
            };
        }
    }

    /// <summary>The framework lists every type that its formatters could write.</summary>
    private static void KeepJson(IDictionary<string, OpenApiMediaType>? content)
    {
        foreach (var type in content?.Keys.Where(k => k != "application/json").ToList() ?? []) content!.Remove(type);
    }

    private static async Task DescribeWorkAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (context.Description.ActionDescriptor is not ControllerActionDescriptor { ActionName: nameof(WorksController.Put), ControllerTypeInfo.Name: nameof(WorksController) }) return;
        context.Document!.AddComponent("Work", await context.GetOrCreateSchemaAsync(typeof(WorkJson), null, cancellation));
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Multipart] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string>(StringComparer.Ordinal) { "work" },
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                        {
                            ["work"] = new OpenApiSchemaReference("Work", context.Document),
                            ["picture"] = new OpenApiSchema
                            {
                                Type = JsonSchemaType.String, Format = "binary",
                                Description = "The published picture: JPEG, PNG, WebP, AVIF or GIF by content. Required for a new work.",
                            },
                        },
                    },
                    Encoding = new Dictionary<string, OpenApiEncoding>(StringComparer.Ordinal) { ["work"] = new() { ContentType = "application/json" } },
                    Example = new JsonObject { ["work"] = JsonNode.Parse(JsonSerializer.Serialize(ApiExample.Work, ApiJson.Answers)), ["picture"] = "(binary)" },
                },
            },
        };
    }
}

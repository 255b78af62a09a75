namespace Appeals.Web.Api;

/// <summary>Problems and what is wrong with single fields, in both languages.</summary>
public sealed class ApiText;

namespace Appeals.Web.Features.Contest;

/// <summary>The texts of this feature.</summary>
public sealed class ContestText;

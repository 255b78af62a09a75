namespace Appeals.Web.Features.Reports;

/// <summary>The texts of what a report shows to creators and reviewers alike.</summary>
public sealed class ReportsText;

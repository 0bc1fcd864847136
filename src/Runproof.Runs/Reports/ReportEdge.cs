namespace Runproof.Runs.Reports;

/// <summary>A value on its way from where it is made to where it is used.</summary>
/// <param name="From">The step that makes it; null for an input of the run.</param>
/// <param name="To">The step that uses it; null for an output of the run.</param>
/// <param name="Type">Element type and shape.</param>
public sealed record ReportEdge(int? From, int? To, string Type);

namespace FaceML.Reports;

/// <summary>The decision threshold of a report.</summary>
/// <param name="Value">A match is <c>score &gt;= Value</c>.</param>
/// <param name="FalseMatchRate">FMR there, on the report's comparisons.</param>
/// <param name="FalseNonMatchRate">FNMR there.</param>
/// <param name="Promises">What is promised, one sentence each; where the threshold came from when nothing is.</param>
internal sealed record ReportThreshold(double Value, Estimate FalseMatchRate, Estimate FalseNonMatchRate, IReadOnlyList<string> Promises);

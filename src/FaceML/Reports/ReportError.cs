namespace FaceML.Reports;

/// <summary>A comparison that is decided wrongly, or nearly: for looking at.</summary>
/// <param name="IsGenuine">Whether both images show one person.</param>
/// <param name="Score">The score.</param>
/// <param name="First">The name of the first image, by which the writer asks for its bytes.</param>
/// <param name="Second">The name of the second.</param>
internal sealed record ReportError(bool IsGenuine, float Score, string First, string Second);

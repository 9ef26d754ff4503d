namespace FaceML.Bench.StockChain;

/// <summary>One measurement of a chain.</summary>
/// <param name="ImagesPerSecond">Images over the time of one pass, after a first pass over a few images.</param>
/// <param name="PeakMegabytes">The peak working set of the process.</param>
/// <param name="Values">What the network gave for the first images, to compare chains by; empty for the bound.</param>
internal sealed record ChainRun(double ImagesPerSecond, long PeakMegabytes, float[] Values);

using FaceML.Training.Losses;
using FaceML.Training.Mining;

namespace FaceML.Bench.Training;

/// <summary>The losses that are measured, as they come.</summary>
internal static class HeadLosses
{
    public static IReadOnlyList<(string Name, LossOptions Loss)> All { get; } =
    [
        ("triplet, semi-hard", new TripletLossOptions()),
        ("triplet, batch-hard", new TripletLossOptions { Miner = new BatchHardMiner() }),
        ("contrastive", new ContrastiveLossOptions()),
        ("InfoNCE", new InfoNceLossOptions()),
        ("ArcFace", new ArcFaceLossOptions()),
        ("CosFace", new CosFaceLossOptions()),
        ("softmax", new SoftmaxLossOptions()),
    ];
}

using FaceML.Training.Losses;
using FaceML.Training.Mining;

namespace FaceML.Cli;

/// <summary>The losses by the names that the tool takes.</summary>
internal static class LossNames
{
    private static readonly Dictionary<string, LossOptions> Losses = new(StringComparer.Ordinal)
    {
        ["triplet"] = new TripletLossOptions(),
        ["triplet-hard"] = new TripletLossOptions { Miner = new BatchHardMiner() },
        ["contrastive"] = new ContrastiveLossOptions(),
        ["infonce"] = new InfoNceLossOptions(),
        ["arcface"] = new ArcFaceLossOptions(),
        ["cosface"] = new CosFaceLossOptions(),
        ["softmax"] = new SoftmaxLossOptions(),
    };

    public static string[] All => [.. Losses.Keys];

    public static LossOptions Find(string name) => Losses[name];
}

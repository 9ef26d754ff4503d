using FaceML.Training.Architectures;

namespace FaceML.Cli;

/// <summary>The options that say which network begins from random weights.</summary>
internal sealed class ArchitectureArguments
{
    private readonly Option<string> architecture = new("--architecture")
    {
        Description = "The network: a small siamese one for gray 64×64, or MobileFaceNet for 112×112 in color.",
        DefaultValueFactory = _ => "siamese",
    };
    private readonly Option<string> attention = new("--attention")
    {
        Description = "How its blocks weigh their values: not at all, squeeze-and-excitation, or CBAM.",
        DefaultValueFactory = _ => "none",
    };
    private readonly OptionalNumberOption<int> length = new("--length", NumberRange.Between(8, 4096), "N", "Numbers in a vector.");

    public ArchitectureArguments()
    {
        architecture.AcceptOnlyFromAmong("siamese", "mobilefacenet");
        attention.AcceptOnlyFromAmong("none", "se", "cbam");
    }

    public void AddTo(Command command)
    {
        command.Add(architecture);
        command.Add(attention);
        command.Add(length);
    }

    public string Name(ParseResult parsed) => parsed.GetValue(architecture)!;

    public NetworkArchitecture Read(ParseResult parsed, int seed)
    {
        NetworkArchitecture made = Name(parsed) == "siamese" ? new SiameseCnn() : new MobileFaceNet();
        return made with
        {
            EmbeddingLength = parsed.GetValue(length) ?? made.EmbeddingLength,
            Seed = seed,
            Attention = parsed.GetValue(attention) switch
            {
                "se" => ChannelAttention.SqueezeExcitation,
                "cbam" => ChannelAttention.Cbam,
                _ => ChannelAttention.None,
            },
        };
    }
}

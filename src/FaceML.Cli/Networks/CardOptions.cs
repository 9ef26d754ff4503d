namespace FaceML.Cli;

/// <summary>The options by which a user corrects a proposed card.</summary>
internal sealed class CardOptions
{
    private readonly Option<string?> family = new("--family")
    {
        Description = $"What it is: {string.Join(", ", CardProposer.Families)}. Guessed from the shapes when left out.",
    };
    private readonly Option<ChannelOrder?> order = new("--order") { Description = "The channels: Rgb, Bgr or Gray." };
    private readonly NumbersOption<float> mean = new("--mean", NumberRange.Finite)
    {
        Description = "Subtracted from each byte: one number, or one a channel.",
    };
    private readonly NumbersOption<float> scale = new("--scale", NumberRange.Finite)
    {
        Description = "Multiplied then: one number, or one a channel.",
    };
    private readonly Option<bool> perImage = new("--per-image") { Description = "Standardize each image (FaceNet's prewhitening)." };
    private readonly Option<string?> template = new("--template")
    {
        Description = $"The alignment of an embedding network: {string.Join(", ", AlignmentTemplate.Names)}.",
    };

    public CardOptions AddTo(Command command)
    {
        foreach (Option option in (Option[])[family, order, mean, scale, perImage, template])
        {
            command.Add(option);
        }

        return this;
    }

    /// <summary>Whether the user said how faces are shown, so that nothing has to be probed.</summary>
    public bool SayHow(ParseResult parsed) => parsed.GetValue(order) is not null || parsed.GetValue(mean) is not null
        || parsed.GetValue(scale) is not null || parsed.GetValue(perImage);

    /// <summary>The proposed card with the user's corrections.</summary>
    public NetworkCard Propose(ParseResult parsed, string name, IReadOnlyList<string> files)
    {
        NetworkCard card = CardProposer.Propose(name, files, parsed.GetValue(family));
        NetworkInput Correct(NetworkInput input)
        {
            ChannelOrder channels = parsed.GetValue(order) ?? input.Order;
            int count = channels == ChannelOrder.Gray ? 1 : 3;
            return input with
            {
                Order = channels,
                Mean = Numbers(parsed.GetValue(mean), count, "--mean") ?? input.Mean,
                Scale = Numbers(parsed.GetValue(scale), count, "--scale") ?? input.Scale,
                Standardize = parsed.GetValue(perImage) ? InputStandardization.PerImage : input.Standardize,
            };
        }

        return card with
        {
            Inputs = [.. card.Inputs.Select(Correct)],
            Stages = [.. card.Stages.Select(stage => stage with { Inputs = [.. stage.Inputs.Select(Correct)] })],
            Embedding = card.Embedding is { } embedding && parsed.GetValue(template) is { } named
                ? embedding with { Template = named }
                : card.Embedding,
        };
    }

    private static float[]? Numbers(float[]? given, int count, string option) => given switch
    {
        null or [] => null,
        [float one] => [.. Enumerable.Repeat(one, count)],
        _ when given.Length == count => given,
        _ => throw new ToolException(
            string.Create(CultureInfo.InvariantCulture, $"{option} takes one number or {count}; {given.Length} were given.")),
    };
}

namespace FaceML.Training.Architectures;

/// <summary>
/// A small convolutional network for gray aligned faces of 64×64, quick enough to be trained from nothing on a laptop: a stem of 5×5, then
/// four stages of two 3×3 convolutions, the second around a shortcut; the last map is drawn together by one weight for each place of each
/// channel (as in MobileFaceNet). Siamese in that both images of a comparison go through one set of weights.
/// </summary>
public sealed record SiameseCnn : NetworkArchitecture
{
    /// <inheritdoc/>
    /// <remarks>The default value is 128.</remarks>
    public override int EmbeddingLength { get; init; } = 128;

    /// <summary>Channels of the four stages, each 4 to 1024. The default value is 32, 64, 128, 256.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [32, 64, 128, 256];

    /// <inheritdoc/>
    public override int InputSide => 64;

    /// <inheritdoc/>
    public override int InputChannels => 1;

    private protected override void Add(BlockBuilder blocks)
    {
        if (Channels.Count != 4 || Channels.Any(c => c is < 4 or > 1024))
        {
            throw new ArgumentException($"{nameof(Channels)} must be four numbers of 4 to 1024; they are {string.Join(", ", Channels)}.");
        }

        blocks.Convolve(Channels[0], kernel: 5, stride: 2).Activate();
        for (int stage = 0; stage < Channels.Count; stage++)
        {
            if (stage > 0)
            {
                blocks.Convolve(Channels[stage], kernel: 3, stride: 2).Activate();
            }

            string start = blocks.Value;
            blocks.Convolve(Channels[stage], kernel: 3).Attend(Attention).Shortcut(start).Activate();
        }

        blocks.DrawTogether();
    }
}

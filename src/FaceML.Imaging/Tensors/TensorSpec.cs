namespace FaceML.Imaging;

/// <summary>
/// What a network is given: size, layout, channel order and normalization,
/// <c>value = (byte − Mean[c]) × Scale[c]</c>, where <c>c</c> counts in the order of <see cref="Order"/>.
/// </summary>
public sealed record TensorSpec
{
    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>The default value is <see cref="ChannelOrder.Rgb"/>.</summary>
    public ChannelOrder Order { get; init; } = ChannelOrder.Rgb;

    /// <summary>The default value is <see cref="TensorLayout.Nchw"/>.</summary>
    public TensorLayout Layout { get; init; } = TensorLayout.Nchw;

    /// <summary>Subtracted first, one number a channel in the tensor's channel order, in units of 0–255. The default value is 0.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [0, 0, 0];

    /// <summary>Multiplied then, one number a channel. The default value is 1.</summary>
    public IReadOnlyList<float> Scale { get; init; } = [1, 1, 1];

    /// <summary>1 for gray, else 3.</summary>
    public int Channels => Order == ChannelOrder.Gray ? 1 : 3;

    /// <summary>Numbers in one image's tensor.</summary>
    public int Length => checked(Width * Height * Channels);

    internal void Validate()
    {
        if (Width < 1 || Height < 1)
        {
            throw new ArgumentException($"A tensor's sides are at least 1; they are {Width}×{Height}.", nameof(Width));
        }

        if (Mean.Count < Channels || Scale.Count < Channels)
        {
            throw new ArgumentException(
                $"{Order} has {Channels} channels; there are {Mean.Count} numbers in {nameof(Mean)} and {Scale.Count} in {nameof(Scale)}.",
                nameof(Mean));
        }
    }
}

namespace FaceML.Networks;

/// <summary>What a network is given: <c>value = (byte − mean) × scale</c> in the given order and layout.</summary>
public sealed record NetworkInput
{
    /// <summary>The input's name in the file.</summary>
    public required string Name { get; init; }

    /// <summary>Columns, 1 to 4096.</summary>
    public required int Width { get; init; }

    /// <summary>Rows, 1 to 4096.</summary>
    public required int Height { get; init; }

    /// <summary>Planes or interleaved.</summary>
    public required TensorLayout Layout { get; init; }

    /// <summary>The channels and their order.</summary>
    public required ChannelOrder Order { get; init; }

    /// <summary>Subtracted first, one number a channel, in units of 0–255.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Multiplied then, one number a channel.</summary>
    public required IReadOnlyList<float> Scale { get; init; }

    /// <summary>How many images a run takes. The default value is <see cref="NetworkBatch.One"/>.</summary>
    public NetworkBatch Batch { get; init; } = NetworkBatch.One;

    /// <summary>How an image of other proportions comes in. The default value is <see cref="InputFit.Stretch"/>.</summary>
    public InputFit Fit { get; init; } = InputFit.Stretch;

    /// <summary>What is done after mean and scale. The default value is <see cref="InputStandardization.None"/>.</summary>
    public InputStandardization Standardize { get; init; } = InputStandardization.None;

    /// <summary>
    /// Present when the file leaves width and height open: <see cref="Width"/> and <see cref="Height"/> are then those for which the card
    /// states the outputs' shapes, and each image gets a size near its own. The default value is <see langword="null"/>: the size is fixed.
    /// </summary>
    public InputResizing? Resizing { get; init; }

    /// <summary>The same, as Imaging's pixel writers take it.</summary>
    public TensorSpec ToTensorSpec() => new()
    {
        Width = Width,
        Height = Height,
        Layout = Layout,
        Order = Order,
        Mean = Mean,
        Scale = Scale,
    };
}

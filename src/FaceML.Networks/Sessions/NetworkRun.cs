using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>One run of a network: rented memory for the inputs and outputs of some images.</summary>
/// <remarks>For one thread at a time. Outputs are valid until the next <see cref="Execute"/> or <see cref="Dispose"/>, which gives the
/// memory back.</remarks>
public sealed class NetworkRun : IDisposable
{
    private readonly SharedSession session;
    private RunBuffers? buffers;

    internal NetworkRun(SharedSession session, RunBuffers buffers)
    {
        this.session = session;
        this.buffers = buffers;
    }

    /// <summary>Images.</summary>
    public int Batch => Buffers.Batch;

    /// <summary>The columns that the network is shown.</summary>
    public int Width => Buffers.Width;

    /// <summary>The rows that the network is shown.</summary>
    public int Height => Buffers.Height;

    private RunBuffers Buffers => buffers ?? throw new ObjectDisposedException(nameof(NetworkRun));

    /// <summary>
    /// Where an image's numbers go, in the order of the network's <see cref="OnnxNetwork.InputSpec"/>. The memory holds what an earlier run
    /// left.
    /// </summary>
    /// <param name="image">0 to <see cref="Batch"/> − 1.</param>
    public Span<float> Input(int image = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)image, (uint)Batch, nameof(image));
        return Buffers.Input(image);
    }

    /// <summary>Runs the network on all images; standardizes each first where the card asks for it.</summary>
    /// <exception cref="NetworkException">ONNX Runtime failed.</exception>
    public void Execute()
    {
        if (session.Card.Input.Standardize == InputStandardization.PerImage)
        {
            for (int i = 0; i < Batch; i++)
            {
                Standardization.Apply(Input(i));
            }
        }

        using Activity? activity = NetworkMeter.Begin(session.Card.Name, Batch);
        long start = Stopwatch.GetTimestamp();
        try
        {
            Buffers.Run(session);
            NetworkMeter.Record(session.Card.Name, Batch, start);
        }
        catch (OnnxRuntimeException e)
        {
            throw new NetworkException(session.Card.Name, $"the run failed: {e.Message}", e);
        }
    }

    /// <summary>
    /// The numbers that the network gave for an image. For a network without a fixed size there are as many as fit to <see cref="Width"/>
    /// and <see cref="Height"/>.
    /// </summary>
    /// <param name="output">The output's place in the card's <see cref="NetworkCard.Outputs"/>.</param>
    /// <param name="image">0 to <see cref="Batch"/> − 1.</param>
    public ReadOnlySpan<float> Output(int output, int image = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)output, (uint)session.Card.Outputs.Count, nameof(output));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)image, (uint)Batch, nameof(image));
        return Buffers.Output(output, image);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffers, null) is { } returned)
        {
            session.Return(returned);
            session.Release();
        }
    }
}

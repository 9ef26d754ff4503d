using FaceML.Training.Gradients;
using FaceML.Training.Layers;
using FaceML.Training.Optimization;

namespace FaceML.Bench.NetworkTraining;

/// <summary>The block on FaceML's gradient graphs.</summary>
internal sealed class OwnBlockStep : IBlockStep
{
    private readonly TrainingBlock block;

    private readonly GradientSession session;

    private readonly Optimizer optimizer;

    private readonly float learningRate;

    private readonly float[] difference;

    public OwnBlockStep(TrainingBlock block, SgdOptions sgd, float learningRate, int threads, int? slice)
    {
        (this.block, this.learningRate, difference) = (block, learningRate, new float[block.Wanted.Length]);
        session = new GradientSession(
            GradientGraph.Build(block.ToModel(), new GradientOptions
            {
                BatchSize = block.Rows,
                SliceSize = slice,
                BatchStatistics = block.IsNormalized,
                InputGradient = true,
            }), threads);
        optimizer = sgd.Create();
    }

    public double Loss { get; private set; }

    public BlockStepTime Step()
    {
        long start = Stopwatch.GetTimestamp();
        ReadOnlySpan<float> output = session.Forward(block.Batch);
        long forward = Stopwatch.GetTimestamp();
        TensorPrimitives.Subtract(output, block.Wanted, difference);
        Loss = SumOfSquares() / difference.Length;
        TensorPrimitives.Multiply(difference, 2f / difference.Length, difference);
        session.Backward(difference);
        long backward = Stopwatch.GetTimestamp();
        optimizer.Step(session.Parameters, learningRate);
        return BlockStepTime.Of(start, forward, backward);
    }

    public float[] Gradient(string name) => name == TrainingBlock.Input
        ? session.InputGradient.ToArray()
        : [.. session.Parameters.First(parameter => parameter.Name == name).Gradient];

    public void Dispose() => session.Dispose();

    // A row at a time: a sum of millions in float32 would lose digits.
    private double SumOfSquares()
    {
        double sum = 0;
        int row = difference.Length / block.Rows;
        for (int at = 0; at < difference.Length; at += row)
        {
            sum += TensorPrimitives.SumOfSquares<float>(difference.AsSpan(at, row));
        }

        return sum;
    }
}

using FaceML.Training.Optimization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Layer = FaceML.Bench.NetworkTraining.TrainingBlock.Layer;
using Tensor = TorchSharp.torch.Tensor;

namespace FaceML.Bench.NetworkTraining;

/// <summary>The block as a user of TorchSharp would write it. Its batch is a tensor already: nothing is copied in a step.</summary>
internal sealed class TorchBlockStep : IBlockStep
{
    private readonly TrainingBlock block;

    private readonly Dictionary<string, Parameter> weights;

    private readonly Tensor batch, wanted;

    private readonly SGD optimizer;

    public TorchBlockStep(TrainingBlock block, SgdOptions sgd, float learningRate, int threads)
    {
        this.block = block;
        set_num_threads(threads);
        // PReLU's slopes have a dimension here, one for each channel of whatever is multiplied in ONNX.
        weights = block.Weights.ToDictionary(weight => weight.Name, weight => new Parameter(
            tensor(weight.Values, weight.Dimensions is [_, 1, 1] ? [weight.Dimensions[0]] : weight.Dimensions), requires_grad: true));
        batch = tensor(block.Batch, TrainingBlock.Shape(block.Rows), requires_grad: true);
        wanted = tensor(block.Wanted, TrainingBlock.Shape(block.Rows));
        optimizer = optim.SGD(weights.Values, learningRate, sgd.Momentum, weight_decay: sgd.WeightDecay, nesterov: sgd.Nesterov);
    }

    public double Loss { get; private set; }

    public BlockStepTime Step()
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        batch.grad = null;
        long start = Stopwatch.GetTimestamp();
        Tensor output = Forward();
        long forward = Stopwatch.GetTimestamp();
        Tensor loss = functional.mse_loss(output, wanted);
        loss.backward();
        Loss = loss.item<float>();
        long backward = Stopwatch.GetTimestamp();
        optimizer.step();
        return BlockStepTime.Of(start, forward, backward);
    }

    public float[] Gradient(string name)
    {
        using Tensor? gradient = (name == TrainingBlock.Input ? batch : weights[name]).grad;
        return gradient!.data<float>().ToArray();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        foreach (Tensor tensor in weights.Values.Append(batch).Append(wanted))
        {
            tensor.Dispose();
        }
    }

    private Tensor Forward()
    {
        Tensor value = batch;
        foreach (Layer layer in Enum.GetValues<Layer>())
        {
            bool isDepthwise = layer == Layer.Depthwise;
            value = functional.conv2d(value, weights[TrainingBlock.WeightOf(layer)],
                block.IsNormalized ? null : weights[TrainingBlock.BiasOf(layer)],
                padding: isDepthwise ? [1, 1] : null, groups: isDepthwise ? TrainingBlock.Wide : 1);
            if (block.IsNormalized)
            {
                value = functional.batch_norm(value, null!, null!, weights[TrainingBlock.ScaleOf(layer)],
                    weights[TrainingBlock.BiasOf(layer)], training: true);
            }

            if (layer != Layer.Project)
            {
                value = functional.prelu(value, weights[TrainingBlock.SlopeOf(layer)]);
            }
        }

        return value + batch;
    }
}

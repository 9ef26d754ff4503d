using FaceML.Rows;
using FaceML.Saving;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>Runs an ONNX file, a block of rows at once where its batch dimension is open. Made by <see cref="FaceOnnxEstimator"/>. Dispose it to end its session.</summary>
public sealed class FaceOnnxTransformer : FaceTransformer, IDisposable
{
    internal const string Stage = "ApplyOnnx", StageKind = "applyOnnx";

    private readonly FaceOnnxOptions options;
    private readonly NetworkContent content;
    private readonly OnnxFile file;
    private readonly OnnxBinding binding;

    private FaceOnnxTransformer(FaceOnnxOptions options, NetworkContent content, OnnxFile file, OnnxBinding binding)
        : base(Stage, binding.InputColumns, binding.OutputColumns)
    {
        this.options = options;
        this.content = content;
        this.file = file;
        this.binding = binding;
    }

    internal override string Kind => StageKind;

    internal override int BlockSize => file.TakesBatches ? options.BlockSize : 1;

    internal static FaceOnnxTransformer Create(FaceOnnxOptions options, NetworkContent content)
    {
        var file = OnnxFile.Open(content.Name, content.Read()[0], options.Run);
        try
        {
            return new FaceOnnxTransformer(options, content, file, new OnnxBinding(file, options));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    internal static FaceOnnxTransformer Read(StageReader reader)
    {
        var options = new FaceOnnxOptions
        {
            File = "",
            OutputColumnNames = reader.Texts("outputColumns"),
            OutputNames = reader.Texts("outputs"),
            InputColumnNames = reader.Texts("inputColumns"),
            InputNames = reader.Texts("inputs"),
            BlockSize = reader.Int("blockSize"),
            Run = reader.Run,
        };
        return Create(options, reader.Network("network"));
    }

    /// <summary>Ends the session; cursors and engines made from this transformer cannot go on.</summary>
    public void Dispose() => file.Dispose();

    internal override void Write(StageWriter settings)
    {
        settings.Set("outputColumns", binding.Outputs.Select(o => o.Column));
        settings.Set("outputs", binding.Outputs.Select(o => o.Port.Name));
        settings.Set("inputColumns", binding.Inputs.Select(i => i.Column));
        settings.Set("inputs", binding.Inputs.Select(i => i.Port.Name));
        settings.Set("blockSize", options.BlockSize);
        settings.Set("network", content);
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) => new Work(this, input, inputs, capacity);

    private sealed class Work : BlockWork
    {
        private readonly FaceOnnxTransformer stage;
        private readonly OnnxInput[] inputs;
        private readonly OnnxOutput[] outputs;
        private readonly string[] inputNames, outputNames;

        public Work(FaceOnnxTransformer stage, DataViewRow row, DataViewSchema.Column[] columns, int capacity)
        {
            this.stage = stage;
            OnnxBinding binding = stage.binding;
            inputs = [.. binding.Inputs.Select((input, i) => OnnxInput.Create(row, columns[i], input.Port, stage.content.Name, capacity))];
            outputs = [.. binding.Outputs.Select(output => OnnxOutput.Create(output.Port, stage.content.Name, capacity))];
            inputNames = [.. binding.Inputs.Select(i => i.Port.Name)];
            outputNames = [.. binding.Outputs.Select(o => o.Port.Name)];
        }

        public override void Read(int slot) => Array.ForEach(inputs, input => input.Read(slot));

        public override void Run(int count) => ParallelBlocks.Run(count, (from, to) =>
        {
            OrtValue[] tensors = [.. inputs.Select(input => input.Tensor(from, to - from))];
            try
            {
                using IDisposableReadOnlyCollection<OrtValue> results = stage.file.Run(inputNames, tensors, outputNames);
                for (int i = 0; i < outputs.Length; i++)
                {
                    outputs[i].Take(results[i], from, to - from);
                }
            }
            finally
            {
                Array.ForEach(tensors, tensor => tensor.Dispose());
            }
        });

        public override Delegate CreateGetter(int output, Slot slot) => outputs[output].CreateGetter(slot);
    }
}

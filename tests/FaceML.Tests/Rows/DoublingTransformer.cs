using FaceML.Rows;

namespace FaceML.Tests.Rows;

/// <summary>A stage that works in blocks of any size and needs no network: vectors, doubled.</summary>
internal sealed class DoublingTransformer(string output, string input, int blockSize)
    : FaceTransformer("Double", [InputColumn.Vector(input)], [new(output, new VectorDataViewType(NumberDataViewType.Single))])
{
    internal override string Kind => "double";

    internal override int BlockSize => blockSize;

    internal override void Write(StageWriter settings)
    {
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(input.GetGetter<VBuffer<float>>(inputs[0]), capacity);

    private sealed class Work(ValueGetter<VBuffer<float>> get, int capacity) : BlockWork
    {
        private readonly float[][] values = new float[capacity][];
        private VBuffer<float> row;

        public override void Read(int slot)
        {
            get(ref row);
            values[slot] = [.. row.DenseValues()];
        }

        public override void Run(int count)
        {
            foreach (float[] value in values.AsSpan(0, count))
            {
                for (int i = 0; i < value.Length; i++)
                {
                    value[i] *= 2;
                }
            }
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.OfVector(values, slot);
    }
}

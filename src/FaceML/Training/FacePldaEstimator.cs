using System.Runtime.InteropServices;
using FaceML.Training.Classical;
using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>Learns a comparison whose scores are log-likelihood ratios (<c>ml.Faces.Trainers.Plda</c>).</summary>
internal sealed class FacePldaEstimator : FaceEstimator<FacePldaTransformer>
{
    private readonly FacePldaOptions options;

    internal FacePldaEstimator(MLContext context, FacePldaOptions options)
        : base(context, FacePldaTransformer.Stage, InputsOf(options), FacePldaTransformer.OutputsOf(options.OutputColumnName)) =>
            this.options = options;

    private protected override FacePldaTransformer FitCore(IDataView input)
    {
        DataViewSchema.Column[] columns = [.. InputsOf(options).Select(c => c.Find(input.Schema, FacePldaTransformer.Stage))];
        using DataViewRowCursor cursor = input.GetRowCursor(columns);
        Func<float[]?>[] vectors = [LabeledVectors.FromColumn(cursor, columns[0]), LabeledVectors.FromColumn(cursor, columns[1])];
        Func<string>[] names = [LabeledVectors.PersonGetter(cursor, columns[2]), LabeledVectors.PersonGetter(cursor, columns[3])];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        List<float[]> taken = [];
        List<int> labels = [];
        int leftOut = 0;
        while (cursor.MoveNext())
        {
            (float[]? Vector, string Name)[] sides = [(vectors[0](), names[0]()), (vectors[1](), names[1]())];
            if (sides.Any(side => side.Vector is null || side.Name.Length == 0))
            {
                leftOut++;
                continue;
            }

            foreach ((float[]? vector, string name) in sides)
            {
                if (seen.Add((name, Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector)))))
                {
                    numbers.TryAdd(name, numbers.Count);
                    taken.Add(vector!);
                    labels.Add(numbers[name]);
                }
            }
        }

        if (taken.Count == 0)
        {
            throw new TrainingDataException(TrainingDataProblem.Empty,
                $"{FacePldaTransformer.Stage}: no pair has both embeddings and both identities; {leftOut} pairs lack one.");
        }

        var model = Plda.Fit(EmbeddingSet.FromVectors(taken, labels), new PldaOptions(), options.CancellationToken);
        return new FacePldaTransformer(
            options.OutputColumnName, options.FirstColumnName, options.SecondColumnName, model, taken.Count, numbers.Count);
    }

    private static InputColumn[] InputsOf(FacePldaOptions options) =>
    [
        InputColumn.Vector(options.FirstColumnName),
        InputColumn.Vector(options.SecondColumnName),
        InputColumn.Identity(options.FirstIdentityColumnName),
        InputColumn.Identity(options.SecondIdentityColumnName),
    ];
}

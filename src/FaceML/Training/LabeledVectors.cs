using System.Numerics.Tensors;
using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>Vectors and who they show, gathered in one pass over a view.</summary>
internal sealed class LabeledVectors
{
    private const int Named = 5;

    private readonly string stage;
    private readonly List<float[]> vectors = [];
    private readonly List<int> people = [];
    private readonly List<bool> heldOut = [];
    private readonly List<string> names = [];

    private LabeledVectors(string stage) => this.stage = stage;

    /// <summary>The people, in order of appearance; their index is their label.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Rows that were taken.</summary>
    public int Count => vectors.Count;

    /// <summary>Rows without a vector or without a person.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Reads every row.</summary>
    /// <param name="input">The view.</param>
    /// <param name="stage">Who asks, for messages.</param>
    /// <param name="read">Makes, for a row, what gives its vector or null.</param>
    /// <param name="vector">What <paramref name="read"/> needs.</param>
    /// <param name="person">A name or a key; null where labels do not matter: each row is somebody then.</param>
    /// <param name="validation">True where a row is held out; null where the view does not say.</param>
    /// <param name="further">What <paramref name="read"/> needs besides; null for nothing.</param>
    public static LabeledVectors Read(
        IDataView input, string stage, Func<DataViewRow, DataViewSchema.Column, Func<float[]?>> read, InputColumn vector,
        InputColumn? person, InputColumn? validation = null, InputColumn? further = null)
    {
        var result = new LabeledVectors(stage);
        DataViewSchema.Column vectors = vector.Find(input.Schema, stage);
        DataViewSchema.Column? who = person?.Find(input.Schema, stage), held = validation?.Find(input.Schema, stage), other =
            further?.Find(input.Schema, stage);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        using DataViewRowCursor cursor =
            input.GetRowCursor(((DataViewSchema.Column?[])[vectors, who, held, other]).OfType<DataViewSchema.Column>());
        Func<float[]?> getVector = read(cursor, vectors);
        Func<string> getPerson = who is { } column
            ? PersonGetter(cursor, column)
            : () => result.Count.ToString(CultureInfo.InvariantCulture);
        ValueGetter<bool>? getHeld = held is { } flag ? cursor.GetGetter<bool>(flag) : null;
        bool isHeld = false;
        while (cursor.MoveNext())
        {
            string name = getPerson();
            if (name.Length == 0 || getVector() is not { } numbersOfRow)
            {
                result.LeftOut++;
                continue;
            }

            getHeld?.Invoke(ref isHeld);
            result.Add(numbers, numbersOfRow, name, isHeld);
        }

        return result.Count > 0 ? result : throw new TrainingDataException(
            TrainingDataProblem.Empty, $"{stage}: no row has both a vector and a person; {result.LeftOut} have not.");
    }

    /// <summary>A getter of vectors from a column of vectors: null where a number is missing.</summary>
    public static Func<float[]?> FromColumn(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<float>> get = row.GetGetter<VBuffer<float>>(column);
        VBuffer<float> buffer = default;
        return () =>
        {
            get(ref buffer);
            float[] values = [.. buffer.DenseValues()];
            return values.Length == 0 || !TensorPrimitives.IsFiniteAll<float>(values) ? null : values;
        };
    }

    /// <summary>All rows.</summary>
    public EmbeddingSet All() => EmbeddingSet.FromVectors(vectors, people);

    /// <summary>The part to learn from and the held-out part, which share no person.</summary>
    /// <param name="share">The share of the people that is held out where the view does not say; 0 for none.</param>
    /// <param name="seed">Decides who.</param>
    /// <param name="stated">Whether the view says who is held out.</param>
    public (EmbeddingSet Training, EmbeddingSet? Validation) Split(double share, long seed, bool stated)
    {
        RequireTwoPeopleWithTwoImages();
        if (stated)
        {
            return Stated();
        }

        if (share == 0)
        {
            return (All(), null);
        }

        if (names.Count < 4)
        {
            throw new TrainingDataException(TrainingDataProblem.OneIdentity,
                $"{stage}: holding people out needs at least four people, two on each side; there are {names.Count} ({List(names)}). "
                    + $"Give more people, or hold none out.");
        }

        // Two people on each side at least: one alone has no impostor.
        double least = 2.0 / names.Count;
        return TrainingSplit.ByIdentity(All(), Math.Clamp(share, least, 1 - least), seed);
    }

    private (EmbeddingSet Training, EmbeddingSet? Validation) Stated()
    {
        int[] learn = [.. Enumerable.Range(0, Count).Where(i => !heldOut[i])], held =
            [.. Enumerable.Range(0, Count).Where(i => heldOut[i])];
        int[] learned = [.. learn.Select(i => people[i]).Distinct()], heldPeople = [.. held.Select(i => people[i]).Distinct()];
        List<string> both = [.. learned.Intersect(heldPeople).Select(p => names[p])];
        if (both.Count > 0)
        {
            throw new TrainingDataException(TrainingDataProblem.IdentityInBothParts,
                $"{stage}: {both.Count} people are in the training and in the held-out part: {List(both)}.");
        }

        if (learned.Length < 2 || heldPeople.Length == 1)
        {
            throw new TrainingDataException(TrainingDataProblem.OneIdentity,
                $"{stage}: each part needs at least two people; there are {learned.Length} "
                    + $"to learn from and {heldPeople.Length} held out.");
        }

        return (Take(learn), held.Length == 0 ? null : Take(held));
    }

    private EmbeddingSet Take(int[] rows) => EmbeddingSet.FromVectors([.. rows.Select(i => vectors[i])], [.. rows.Select(i => people[i])]);

    private void RequireTwoPeopleWithTwoImages()
    {
        string note = LeftOut == 0 ? "" : $" {LeftOut} rows without a vector or a person were left out.";
        if (names.Count == 1)
        {
            throw new TrainingDataException(TrainingDataProblem.OneIdentity,
                $"{stage}: all {Count} rows show one person, '{names[0]}'; at least two are needed.{note}");
        }

        int[] counts = new int[names.Count];
        people.ForEach(p => counts[p]++);
        List<string> single = [.. names.Where((_, p) => counts[p] < 2)];
        if (single.Count > 0)
        {
            throw new TrainingDataException(TrainingDataProblem.TooFewImages,
                $"{stage}: {single.Count} of {names.Count} people have a single image, at least two are needed: {List(single)}.{note}");
        }
    }

    private void Add(Dictionary<string, int> numbers, float[] vector, string name, bool isHeld)
    {
        if (!numbers.TryGetValue(name, out int number))
        {
            number = names.Count;
            numbers.Add(name, number);
            names.Add(name);
        }

        if (vectors.Count > 0 && vector.Length != vectors[0].Length)
        {
            throw new TrainingDataException(TrainingDataProblem.UnequalLengths,
                $"{stage}: the vector in row {vectors.Count + LeftOut} ('{name}') has {vector.Length} numbers, those before have "
                    + $"{vectors[0].Length}; they must come from one network.");
        }

        vectors.Add(vector);
        people.Add(number);
        heldOut.Add(isHeld);
    }

    // A missing key and an empty name both mean that the person is not known.
    internal static Func<string> PersonGetter(DataViewRow row, DataViewSchema.Column column) => column.Type is not KeyDataViewType key
        ? Text(row.GetGetter<ReadOnlyMemory<char>>(column))
        : Type.GetTypeCode(key.RawType) switch
        {
            TypeCode.Byte => Key<byte>(row, column),
            TypeCode.UInt16 => Key<ushort>(row, column),
            TypeCode.UInt32 => Key<uint>(row, column),
            _ => Key<ulong>(row, column),
        };

    private static Func<string> Text(ValueGetter<ReadOnlyMemory<char>> get)
    {
        ReadOnlyMemory<char> text = default;
        return () =>
        {
            get(ref text);
            return text.ToString();
        };
    }

    private static Func<string> Key<T>(DataViewRow row, DataViewSchema.Column column)
        where T : struct, IFormattable, IEquatable<T>
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        T value = default;
        return () =>
        {
            get(ref value);
            return value.Equals(default) ? "" : value.ToString(null, CultureInfo.InvariantCulture);
        };
    }

    private static string List(List<string> some) =>
        string.Join(", ", some.Take(Named).Select(n => $"'{n}'")) + (some.Count > Named ? $" and {some.Count - Named} more" : "");
}

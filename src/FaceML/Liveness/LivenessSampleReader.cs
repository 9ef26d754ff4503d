using FaceML.Training.Data;

namespace FaceML.Liveness;

/// <summary>Describes the faces of labeled images block by block, so that only a block's images are held.</summary>
internal sealed class LivenessSampleReader(
    LivenessDescriber describer, FaceLivenessFeatures features, SelectedFaces faces, ValueGetter<bool> getLive, Func<string> getPerson,
    ValueGetter<ReadOnlyMemory<char>>? getSpecies)
{
    private readonly List<LivenessDescription> described = [];
    private readonly List<bool> live = [];
    private readonly List<int> species = [], people = [];
    private readonly List<string> speciesNames = [], peopleNames = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(bool Live, int Species, int Person)> block = [];
    private int leftOut;

    /// <summary>Takes the current row.</summary>
    /// <exception cref="TrainingDataException">An image without a person, or an attack without a species.</exception>
    public void Read(long row)
    {
        bool isLive = false;
        getLive(ref isLive);
        faces.Read(block.Count);
        block.Add((isLive, isLive ? -1 : SpeciesOf(row), PersonOf(row)));
        if (block.Count == faces.Capacity)
        {
            Flush();
        }
    }

    /// <summary>What was read.</summary>
    public (LivenessSamples Samples, string[] Species, string[] People, int LeftOut) Finish()
    {
        Flush();
        return (new LivenessSamples([.. described], [.. live], [.. species], [.. people]), [.. speciesNames], [.. peopleNames], leftOut);
    }

    private void Flush()
    {
        var found = new LivenessDescription?[block.Count];
        ParallelBlocks.Run(block.Count, (from, to) =>
        {
            int[] present = faces.Present(from, to);
            LivenessDescription[] own = describer.Describe([.. present.Select(faces.Of)], features);
            for (int i = 0; i < present.Length; i++)
            {
                found[present[i]] = own[i];
            }
        });
        for (int i = 0; i < block.Count; i++)
        {
            if (found[i] is not { } face)
            {
                leftOut++;
                continue;
            }

            described.Add(face);
            live.Add(block[i].Live);
            species.Add(block[i].Species);
            people.Add(block[i].Person);
        }

        block.Clear();
    }

    private int SpeciesOf(long row)
    {
        ReadOnlyMemory<char> text = LivenessScores.OneSpecies.AsMemory();
        getSpecies?.Invoke(ref text);
        string name = text.ToString();
        if (name.Length == 0)
        {
            throw new TrainingDataException(TrainingDataProblem.Empty, $"Row {row} is an attack and must name its species; it is empty.");
        }

        int number = speciesNames.IndexOf(name);
        if (number < 0)
        {
            speciesNames.Add(name);
            number = speciesNames.Count - 1;
        }

        return number;
    }

    private int PersonOf(long row)
    {
        string name = getPerson();
        if (name.Length == 0)
        {
            throw new TrainingDataException(TrainingDataProblem.Empty, $"Row {row} must say whom it shows; the person is empty.");
        }

        if (numbers.TryAdd(name, peopleNames.Count))
        {
            peopleNames.Add(name);
        }

        return numbers[name];
    }
}

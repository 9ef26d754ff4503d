namespace FaceML.Networks.Tests.Sessions;

[TestClass]
public sealed class OnnxNetworkTests
{
    [TestMethod]
    public void objects_of_the_same_network_share_one_session_until_the_last_is_gone()
    {
        NetworkOptions options = new() { ThreadsPerRun = 2 };
        int before = OnnxNetwork.OpenSessions;
        OnnxNetwork first = Installed.Landmarker.Load(options), second = Installed.Landmarker.Load(options with { });
        Assert.AreEqual(before + 1, OnnxNetwork.OpenSessions);
        first.Dispose();
        first.Dispose();
        Assert.AreEqual(before + 1, OnnxNetwork.OpenSessions);
        second.WarmUp();
        second.Dispose();
        Assert.AreEqual(before, OnnxNetwork.OpenSessions);
        Assert.ThrowsExactly<ObjectDisposedException>(() => second.Rent());
    }

    [TestMethod]
    public void a_run_that_is_under_way_outlives_its_network()
    {
        OnnxNetwork network = Installed.Landmarker.Load(new() { ThreadsPerRun = 3 });
        using NetworkRun run = network.Rent();
        run.Input().Clear();
        network.Dispose();
        run.Execute();
        Assert.AreEqual(136, run.Output(0).Length);
    }

    [TestMethod]
    public void a_batch_gives_the_values_of_single_runs()
    {
        foreach (NetworkEntry entry in new[] { Installed.Detector, Installed.Landmarker, Installed.Embedder })
        {
            using OnnxNetwork network = entry.Load();
            Assert.IsTrue(network.TakesBatches);
            const int batch = 3;
            using NetworkRun many = network.Rent(batch), one = network.Rent();
            for (int i = 0; i < batch; i++)
            {
                Fill(many.Input(i), i);
            }

            many.Execute();
            for (int i = 0; i < batch; i++)
            {
                Fill(one.Input(), i);
                one.Execute();
                for (int output = 0; output < network.Card.Outputs.Count; output++)
                {
                    AssertClose(one.Output(output), many.Output(output, i), 1e-4f, $"{entry.Card.Name}, output {output}, image {i}");
                }
            }
        }
    }

    [TestMethod]
    public void a_network_that_takes_one_picture_gives_the_same_for_several()
    {
        NetworkCard card = Installed.Landmarker.Card;
        NetworkCard fixedOne = card with { Inputs = [card.Inputs[0] with { Batch = NetworkBatch.One }] };
        using OnnxNetwork single = OnnxNetwork.Load(fixedOne, Installed.Landmarker.Path), freed = Installed.Landmarker.Load();
        Assert.IsFalse(single.TakesBatches);
        using NetworkRun a = single.Rent(4), b = freed.Rent(4);
        for (int i = 0; i < 4; i++)
        {
            Fill(a.Input(i), i);
            Fill(b.Input(i), i);
        }

        a.Execute();
        b.Execute();
        for (int i = 0; i < 4; i++)
        {
            AssertClose(a.Output(0, i), b.Output(0, i), 1e-4f, $"picture {i}");
        }
    }

    [TestMethod]
    public void several_threads_share_a_session_and_get_identical_values()
    {
        using OnnxNetwork network = Installed.Embedder.Load();
        float[][] expected = [.. Enumerable.Range(0, 4).Select(i => Run(network, i))];
        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            CollectionAssert.AreEqual(expected[i % 4], Run(network, i % 4)));
    }

    [TestMethod]
    public void a_run_allocates_next_to_nothing()
    {
        using OnnxNetwork network = Installed.Landmarker.Load();
        network.WarmUp();
        network.WarmUp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            network.WarmUp();
        }

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / 10;
        Assert.IsTrue(each < 512, $"{each} bytes a run");
    }

    [TestMethod]
    public void a_provider_that_is_not_there_is_an_error_or_falls_back_where_allowed()
    {
        NetworkOptions cuda = new() { Provider = ExecutionProvider.DirectML };
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => Installed.Landmarker.Load(cuda));
        StringAssert.Contains(error.Message, "DmlExecutionProvider");
        StringAssert.Contains(error.Message, "CPUExecutionProvider");
        using OnnxNetwork network = Installed.Landmarker.Load(cuda with { AllowFallback = true });
        Assert.AreEqual(ExecutionProvider.Cpu, network.Provider);
        StringAssert.Contains(network.FallbackReason, "DmlExecutionProvider");
        network.WarmUp();
    }

    [TestMethod]
    public void an_input_of_another_size_than_the_card_says_is_an_error_that_names_both()
    {
        NetworkCard card = Installed.Detector.Card;
        NetworkException error = Fails(card with { Inputs = [card.Inputs[0] with { Width = 640 }] });
        StringAssert.Contains(error.Message, "[-1, 3, 240, 320]");
        StringAssert.Contains(error.Message, "[batch, 3, 240, 640]");
    }

    [TestMethod]
    public void names_and_shapes_that_differ_from_the_card_are_errors()
    {
        NetworkCard card = Installed.Detector.Card;
        StringAssert.Contains(Fails(card with { Inputs = [card.Inputs[0] with { Name = "data" }] }).Message,
            "names the input \"data\"; the file has \"input\"");
        StringAssert.Contains(Fails(card with { Inputs = [card.Inputs[0] with { Batch = NetworkBatch.Dynamic }] }).Message,
            "[1, 3, 240, 320]");
        StringAssert.Contains(Fails(card with { Inputs = [card.Inputs[0] with { Layout = Imaging.TensorLayout.Nhwc }] }).Message,
            "[batch, 240, 320, 3]");
        StringAssert.Contains(Fails(card with { Outputs = [card.Outputs[0] with { Shape = [4000, 2] }, card.Outputs[1]] }).Message,
            "[batch, 4000, 2]");
        StringAssert.Contains(Fails(card with { Outputs = [card.Outputs[0] with { Name = "points" }, card.Outputs[1]] }).Message,
            "names the output \"points\"");
    }

    [TestMethod]
    public void a_value_inside_the_graph_is_read_beside_the_outputs_and_changes_none()
    {
        NetworkCard card = Installed.Embedder.Card;
        NetworkOutput inner = card.Outputs.Single(output => output.Inner);
        using OnnxNetwork with = Installed.Embedder.Load(), without =
            OnnxNetwork.Load(card with { Outputs = [card.Outputs[0]] }, Installed.Embedder.Path);
        using NetworkRun both = with.Rent(2), one = without.Rent(2);
        foreach (NetworkRun run in (NetworkRun[])[both, one])
        {
            for (int image = 0; image < 2; image++)
            {
                Span<float> input = run.Input(image);
                for (int i = 0; i < input.Length; i++)
                {
                    input[i] = MathF.Sin(i * (image + 1) / 50f);
                }
            }

            run.Execute();
        }

        for (int image = 0; image < 2; image++)
        {
            float[] vector = both.Output(0, image).ToArray(), usual = one.Output(0, image).ToArray(), map = both.Output(1, image).ToArray();
            Assert.IsTrue(vector.Zip(usual).All(pair => MathF.Abs(pair.First - pair.Second) < 1e-4f));
            Assert.HasCount(inner.Shape.Aggregate(1, (product, side) => product * side), map);
            Assert.IsTrue(map.Distinct().Count() > 1000 && map[0] != both.Output(1, 1 - image)[0]);
        }

        StringAssert.Contains(Refused(inner with { Name = "nothing" }), "names the output \"nothing\"");
        StringAssert.Contains(Refused(inner with { Shape = [64, 14, 14] }), "[batch, 64, 14, 14]");

        string Refused(NetworkOutput output) => Assert.ThrowsExactly<NetworkException>(() => OnnxNetwork.Load(
            card with { Outputs = [card.Outputs[0], output] }, Installed.Embedder.Path)).Message;
    }

    [TestMethod]
    public void a_file_that_is_no_network_is_an_error_even_with_the_right_hash()
    {
        using TemporaryFolder folder = Installed.Folder();
        byte[] text = "This is not a network, whatever its name says."u8.ToArray();
        File.WriteAllBytes(folder.File("fr_detect.onnx"), text);
        NetworkCard card = Installed.Detector.Card with
        {
            Bytes = text.Length,
            Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(text))
        };
        Assert.ThrowsExactly<NetworkException>(() => OnnxNetwork.Load(card, folder.File("fr_detect.onnx")));
        NetworkCard one = card with { Inputs = [card.Inputs[0] with { Batch = NetworkBatch.One }] };
        Assert.ThrowsExactly<NetworkException>(() => OnnxNetwork.Load(one, folder.File("fr_detect.onnx")));
    }

    [TestMethod]
    public void options_out_of_range_and_wrong_batches_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Installed.Landmarker.Load(new() { ThreadsPerRun = -1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Installed.Landmarker.Load(new() { Provider = (ExecutionProvider)99 }));
        using OnnxNetwork network = Installed.Landmarker.Load();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => network.Rent(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => network.Rent(OnnxNetwork.MaxBatch + 1));
        using NetworkRun run = network.Rent(2);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => run.Input(2).Clear());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => run.Output(1).ToArray());
    }

    private static NetworkException Fails(NetworkCard wrong) =>
        Assert.ThrowsExactly<NetworkException>(() => OnnxNetwork.Load(wrong, Installed.Detector.Path));

    private static float[] Run(OnnxNetwork network, int seed)
    {
        using NetworkRun run = network.Rent();
        Fill(run.Input(), seed);
        run.Execute();
        return run.Output(0).ToArray();
    }

    private static void Fill(Span<float> input, int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = random.NextSingle() * 2 - 1;
        }
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance, string what)
    {
        Assert.AreEqual(expected.Length, actual.Length, what);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], tolerance * MathF.Max(1, MathF.Abs(expected[i])), $"{what}, number {i}");
        }
    }
}

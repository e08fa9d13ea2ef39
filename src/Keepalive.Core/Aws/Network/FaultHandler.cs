namespace Keepalive.Aws.Network;

/// <summary>
/// Stands between the SDK and the sockets. It bounds the whole exchange, reads the small answers of these services to their
/// end, and turns every failure into a <see cref="NetworkFaultException"/> while its cause is still whole: the SDK hands on only
/// the inner IOException, after which a cut handshake can't be told from a lost answer. It also puts the type of a service error
/// into the header where the SDK looks for it (see <see cref="ErrorAnswer"/>), and a token into the form that it takes (see <see cref="CreateTokenAnswer"/>).
/// </summary>
internal sealed class FaultHandler(HttpMessageHandler inner, NetworkSettings settings, AwsProxy proxy, CertificateTrust trust, Connector connector)
    : DelegatingHandler(inner)
{
    /// <summary>A hundred accounts are 20 KB; nothing these services say comes near.</summary>
    private const int MaximumAnswer = 4 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri url = request.RequestUri!;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(settings.CallTimeout);
        HttpResponseMessage? answer = null;
        connector.Begin(url);
        try
        {
            answer = await base.SendAsync(request, limited.Token).ConfigureAwait(false);
            byte[] body = await ReadAsync(answer.Content, limited.Token).ConfigureAwait(false);
            if (Middlebox.Find(answer, body.Length) is { } middlebox)
            {
                throw new NetworkFaultException(NetworkFault.FromMiddlebox(url.IdnHost, middlebox));
            }

            if (settings.ServerTime is { } clock && ServerTime.Of(url, answer, body) is { } serverTime)
            {
                clock.Learn(serverTime);
            }

            Replace(answer, CreateTokenAnswer.Normalize(url, answer, body));
            if (!answer.IsSuccessStatusCode)
            {
                ErrorAnswer.Normalize(answer, body);
            }

            return answer;
        }
        catch (Exception exception)
        {
            answer?.Dispose();
            if (exception is NetworkFaultException)
            {
                throw;
            }

            cancellationToken.ThrowIfCancellationRequested();

            var circumstances = new FaultCircumstances(
                url.IdnHost, proxy.RouteTo(url), trust.RefusalOf(url.IdnHost), settings,
                CallTimedOut: limited.IsCancellationRequested, AnswerBegun: answer is not null, connector.Of(url));
            if (FaultClassifier.Classify(exception, circumstances) is { } fault)
            {
                throw new NetworkFaultException(fault, exception);
            }

            throw;
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var body = new MemoryStream();
            byte[] buffer = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (body.Length + read > MaximumAnswer)
                {
                    throw new InvalidDataException("The answer is larger than any valid answer of these services.");
                }

                body.Write(buffer, 0, read);
            }

            return body.ToArray();
        }
    }

    private static void Replace(HttpResponseMessage answer, byte[] body)
    {
        var content = new ByteArrayContent(body);
        foreach ((string name, IEnumerable<string> values) in answer.Content.Headers)
        {
            if (name != "Content-Length")
            {
                content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        answer.Content.Dispose();
        answer.Content = content;
    }
}

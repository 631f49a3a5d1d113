import { useEffect, useRef } from 'react'
import type { Screen, SeenMessage } from '../../../standins/botframework/index.js'
import type { Playground } from '../use-playground.js'
import { TeamsComposer } from './composer.js'
import { MessageItem } from './message.js'

interface ConversationProps {
  screen: Screen
  place: string
  act: Playground['act']
}

/** A channel, or the private chat with the app. */
export function TeamsConversation({ screen, place, act }: ConversationProps) {
  const channel = screen.channels.find(({ id }) => id === place)
  const messages = channel ? inThreads(channel.messages) : screen.chat.messages
  const id = channel?.id ?? screen.chat.id
  const end = useRef<HTMLDivElement>(null)
  const newest = messages.at(-1)?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what scrolls.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [newest])
  return (
    <section className="conversation teams" aria-labelledby="place">
      <header className="place-head">
        <h1 id="place">{channel ? channel.name : 'Chat with Reciprocal'}</h1>
        <p>{channel ? `Channel of the team ${channel.teamName}` : 'Only you see these.'}</p>
      </header>
      <div className="scroll">
        {messages.length === 0 && (
          <p className="empty">
            {channel
              ? 'Nothing here yet. Notices of homes that are needed appear here.'
              : 'Nothing here yet. Type a word below: “home” shows what waits for you, “help” lists them all.'}
          </p>
        )}
        <ol className="messages">
          {messages.map((message) => (
            <MessageItem
              key={message.id}
              message={message}
              reply={channel !== undefined && message.threadId !== message.id}
              mine={message.from === screen.user.aadObjectId}
              act={act}
            />
          ))}
        </ol>
        <div ref={end} />
      </div>
      {id && <TeamsComposer conversation={id} inChannel={channel !== undefined} act={act} />}
    </section>
  )
}

/** Answers stand below what they answer. */
function inThreads(messages: readonly SeenMessage[]): SeenMessage[] {
  const threads = new Map<string, SeenMessage[]>()
  for (const message of messages)
    threads.set(message.threadId, [...(threads.get(message.threadId) ?? []), message])
  return [...threads.values()].flat()
}
